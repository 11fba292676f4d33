import { Checkbox, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from './editor.module.css';
import { type PartProps, useFields } from './editor-parts.tsx';

/** How often and how long it is tried, and whether that does harm. */
export function PaceFields(props: PartProps) {
  const { t } = useTranslation('orchestra-editor');
  const { at, set, text } = useFields(props);
  const attempts = at(['meta', 'retry', 'attempts']);
  const idempotent = at(['meta', 'idempotent']);
  return (
    <fieldset className={classes.part}>
      <legend>{t('pace')}</legend>
      <div className={classes.fields}>
        <TextInput
          label={t('attempts')}
          description={t('attemptsHint')}
          inputMode="numeric"
          {...text(['meta', 'retry', 'attempts'])}
          onChange={({ currentTarget: { value } }) => {
            if (value.trim() === '') set(['meta', 'retry'], undefined);
            else set(['meta', 'retry', 'attempts'], /^\d+$/.test(value) ? Number(value) : value);
          }}
        />
        {attempts !== undefined && (
          <TextInput
            label={t('delay')}
            placeholder="1s"
            description={t('durationHint')}
            {...text(['meta', 'retry', 'delay'])}
          />
        )}
        <TextInput
          label={t('attemptTimeout')}
          description={t('durationHint')}
          placeholder="30s"
          {...text(['meta', 'timeout', 'attempt'])}
        />
        <TextInput
          label={t('stepTimeout')}
          description={t('durationHint')}
          {...text(['meta', 'timeout', 'step'])}
        />
      </div>
      <Checkbox
        label={t('cleanup')}
        checked={at(['meta', 'cleanup']) === true}
        onChange={({ currentTarget }) =>
          set(['meta', 'cleanup'], currentTarget.checked ? true : undefined)
        }
      />
      {typeof idempotent !== 'object' && (
        <Checkbox
          label={t('idempotent')}
          checked={idempotent === true}
          onChange={({ currentTarget }) =>
            set(['meta', 'idempotent'], currentTarget.checked ? true : undefined)
          }
        />
      )}
    </fieldset>
  );
}
