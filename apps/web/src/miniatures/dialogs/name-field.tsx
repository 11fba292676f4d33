import { maxNameLength } from '@atelier/domain/miniatures/types.ts';
import { TextInput } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import classes from './name-field.module.css';
import type { NameState } from './use-name.ts';

interface Props extends NameState {
  readonly label: string;
  readonly placeholder?: string;
  /** The user goes to the type that has the name already. */
  readonly onOpen?: () => void;
}

export function NameField({ label, placeholder, value, onChange, ...state }: Props) {
  return (
    <TextInput
      label={label}
      value={value}
      {...(placeholder === undefined ? {} : { placeholder })}
      onChange={(event) => onChange(event.currentTarget.value)}
      error={useNameWords({ value, ...state })}
      data-autofocus
      autoComplete="off"
      required
      withAsterisk={false}
    />
  );
}

/** What is to be said about a name, with the way to the type that has it. */
function useNameWords({
  value,
  fault,
  namesake,
  refusal,
  onOpen,
}: Pick<Props, 'value' | 'fault' | 'namesake' | 'refusal' | 'onOpen'>) {
  const { t } = useTranslation('miniatures');
  if (refusal !== null) return refusal;
  if (fault !== null) return t(`name.${fault}`, { count: maxNameLength });
  if (namesake === null) return null;
  const { id, name, archived } = namesake;
  return (
    <>
      {name === value.trim()
        ? t('errors.ERR_DUPLICATE_TYPE_NAME')
        : t(archived ? 'name.namesakeArchived' : 'name.namesake', { name })}{' '}
      <Link
        to="/miniatures/$typeId"
        params={{ typeId: id }}
        className={classes.open}
        onClick={onOpen}
      >
        {t('name.openNamesake')}
      </Link>
    </>
  );
}
