import type { TableMapping, TableRows } from '@atelier/domain/miniatures/table-reading.ts';
import { useTranslation } from 'react-i18next';

/** Names a column, by its place from 0, as its heading does, or by its number. */
export function useColumnName(
  rows: TableRows,
  { hasHeads }: TableMapping,
): (place: number) => string {
  const { t } = useTranslation('exchange');
  return (place) => {
    const head = hasHeads ? (rows[0]?.[place] ?? '').trim() : '';
    return head === '' ? t('table.column', { number: place + 1 }) : head;
  };
}
