import { CloseButton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../i18n/format.ts';
import type { Column } from './column.ts';
import classes from './grid-toolbar.module.css';
import type { DayRange, FilterValue } from './table-filters.ts';
import type { TableControl } from './use-table-state.ts';

interface Props<Row> {
  readonly table: TableControl;
  readonly columns: readonly Column<Row>[];
}

/** The filters that count now, in words; each can be taken away. */
export function FilterChips<Row>({ table: { state, change }, columns }: Props<Row>) {
  const { t } = useTranslation('tables');
  const valueWords = useValueWords();
  const active = columns.filter(({ id }) => state.filters[id] !== undefined);
  if (active.length === 0) return null;
  return (
    <ul className={classes.chips} aria-label={t('filters.active')}>
      {active.map((column) => {
        const { [column.id]: value, ...others } = state.filters;
        if (value === undefined) return null;
        const words = t('filters.is', { column: column.head, value: valueWords(value, column) });
        return (
          <li key={column.id} className={classes.chip}>
            <span>{words}</span>
            <CloseButton
              size="sm"
              aria-label={t('filters.remove', { filter: words })}
              onClick={() => change({ filters: others })}
            />
          </li>
        );
      })}
    </ul>
  );
}

function useValueWords() {
  const { t } = useTranslation('tables');
  const format = useFormat();
  return <Row,>(value: FilterValue, { words = {} }: Column<Row>): string => {
    if (typeof value === 'string') return t('filters.quoted', { text: value });
    if (Array.isArray(value)) return value.map((one: string) => words[one] ?? one).join(', ');
    const { from, to } = value as DayRange;
    if (from === undefined) return t('filters.until', { day: format.day(to ?? '') });
    if (to === undefined) return t('filters.since', { day: format.day(from) });
    if (from === to) return format.day(from);
    return t('filters.between', { from: format.day(from), to: format.day(to) });
  };
}
