import { Checkbox } from '@mantine/core';
import { IconAlertTriangle, IconCloudUp, IconUser } from '@tabler/icons-react';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './item-list.module.css';
import { itemTitle } from './item-title.ts';
import { ResultMark } from './result-mark.tsx';
import type { ShownItem } from './shown-items.ts';

interface Props {
  readonly shown: ShownItem;
  readonly top: number;
  readonly place: number;
  readonly total: number;
  readonly isCurrent: boolean;
  /** Whether Tab comes to this row. */
  readonly isEntry: boolean;
  readonly isChosen: boolean;
  /** Who else is here. */
  readonly others: string;
  readonly onOpen: (itemId: string) => void;
  /** Null where nothing is done with several at once. */
  readonly onChoose: ((itemId: string, isChosen: boolean) => void) | null;
}

export const ItemRow = memo(function ItemRow(props: Props) {
  const { shown, top, place, total, isCurrent, isEntry, isChosen, others, onChoose } = props;
  const { t } = useTranslation('execution');
  const { item, result, unsaved, refusal } = shown;
  const title = itemTitle(item);
  const steps = item.content.steps.length;
  const done = (result?.steps ?? []).filter((step) => step?.status != null).length;
  return (
    <li
      className={classes.row}
      style={{ top }}
      aria-posinset={place}
      aria-setsize={total}
      data-current={isCurrent || undefined}
    >
      {onChoose && (
        <Checkbox
          size="xs"
          className={classes.check}
          checked={isChosen}
          tabIndex={-1}
          aria-label={t('list.choose', { title })}
          onChange={({ currentTarget }) => onChoose(item.id, currentTarget.checked)}
        />
      )}
      <button
        type="button"
        className={classes.open}
        tabIndex={isEntry ? 0 : -1}
        aria-current={isCurrent || undefined}
        data-row={item.id}
        onClick={() => props.onOpen(item.id)}
      >
        <ResultMark status={result?.status ?? null} isBare />
        <span className={classes.title}>{title}</span>
        {done > 0 && done < steps && (
          <span className={classes.note}>{t('list.steps', { done, steps })}</span>
        )}
        {item.tags.length > 0 && <span className={classes.tag}>{item.tags[0]}</span>}
        {others !== '' && (
          <span className={classes.others}>
            <IconUser size={14} aria-hidden />
            <span className={classes.name}>{others}</span>
          </span>
        )}
        {unsaved.length > 0 && (
          <span className={classes.unsaved} data-refused={refusal !== undefined || undefined}>
            {refusal ? (
              <IconAlertTriangle size={16} aria-hidden />
            ) : (
              <IconCloudUp size={16} aria-hidden />
            )}
            <span className={classes.hidden}>
              {refusal ? t('list.refused') : t('list.unsaved')}
            </span>
          </span>
        )}
      </button>
    </li>
  );
});
