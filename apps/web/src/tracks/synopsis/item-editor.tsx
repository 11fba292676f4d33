import type { SynopsisItem } from '@atelier/domain/tracks/synopsis.ts';
import { ActionIcon, Textarea, TextInput } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconTrash } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './synopsis.module.css';

interface Props {
  readonly item: SynopsisItem;
  /** Counted from 0. */
  readonly place: number;
  readonly isLast: boolean;
  readonly error: ReactNode;
  readonly onChange: (item: SynopsisItem) => void;
  readonly onRemove: () => void;
  readonly onMove: (by: 1 | -1) => void;
}

/** The fields of one item, and what is done with all of it. */
export function ItemEditor(props: Props) {
  const { item, place, isLast, onRemove, onMove } = props;
  const { t } = useTranslation('tracks');
  const at = { place: place + 1 };
  return (
    <li className={classes.editor}>
      <div className={classes.fields}>
        <Fields
          {...props}
          label={t('synopsis.item', { ...at, type: t(`synopsis.types.${item.type}`) })}
        />
      </div>
      <div className={classes.tools}>
        <ActionIcon
          variant="subtle"
          aria-label={t('synopsis.upItem', at)}
          disabled={place === 0}
          onClick={() => onMove(-1)}
        >
          <IconArrowUp size={18} aria-hidden />
        </ActionIcon>
        <ActionIcon
          variant="subtle"
          aria-label={t('synopsis.downItem', at)}
          disabled={isLast}
          onClick={() => onMove(1)}
        >
          <IconArrowDown size={18} aria-hidden />
        </ActionIcon>
        <ActionIcon variant="subtle" aria-label={t('synopsis.removeItem', at)} onClick={onRemove}>
          <IconTrash size={18} aria-hidden />
        </ActionIcon>
      </div>
    </li>
  );
}

type FieldsProps = Pick<Props, 'item' | 'error' | 'onChange'> & { readonly label: string };

function Fields({ item, error, onChange, label }: FieldsProps) {
  const { t } = useTranslation('tracks');
  switch (item.type) {
    case 'heading':
      return (
        <TextInput
          label={label}
          error={error}
          value={item.text}
          onChange={({ currentTarget: { value } }) => onChange({ ...item, text: value })}
        />
      );
    case 'text':
    case 'note':
      return (
        <Textarea
          label={label}
          error={error}
          autosize
          minRows={2}
          value={item.text}
          onChange={({ currentTarget: { value } }) => onChange({ ...item, text: value })}
        />
      );
    case 'definition':
      return (
        <>
          <TextInput
            label={`${label}, ${t('synopsis.term')}`}
            value={item.term}
            onChange={({ currentTarget: { value } }) => onChange({ ...item, term: value })}
          />
          <Textarea
            label={t('synopsis.description')}
            autosize
            value={item.description}
            onChange={({ currentTarget: { value } }) => onChange({ ...item, description: value })}
          />
        </>
      );
    case 'code':
      return (
        <>
          <Textarea
            label={label}
            error={error}
            autosize
            minRows={3}
            spellCheck={false}
            className={classes.typed}
            value={item.code}
            onChange={({ currentTarget: { value } }) => onChange({ ...item, code: value })}
          />
          <TextInput
            label={t('synopsis.language')}
            maxLength={40}
            value={item.language ?? ''}
            onChange={({ currentTarget: { value } }) =>
              onChange({
                type: 'code',
                code: item.code,
                ...(value === '' ? {} : { language: value }),
              })
            }
          />
        </>
      );
    case 'list':
      return (
        <Textarea
          label={label}
          description={t('synopsis.lines')}
          autosize
          minRows={2}
          value={item.items.join('\n')}
          onChange={({ currentTarget: { value } }) =>
            onChange({ ...item, items: value.split('\n') })
          }
        />
      );
  }
}
