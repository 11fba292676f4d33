import type { TableMapping, TableRows } from '@atelier/domain/miniatures/table-reading.ts';
import { folded } from '@atelier/domain/miniatures/table-words.ts';
import { useTranslation } from 'react-i18next';

/**
 * Names a column, by its place from 0, as its heading does, or by its number; by both where another
 * column has the same heading, since a name that is only heard has to tell them apart.
 */
export function useColumnName(
  rows: TableRows,
  { hasHeads }: TableMapping,
): (place: number) => string {
  const { t } = useTranslation('exchange');
  const heads = hasHeads ? (rows[0] ?? []).map((head) => head.trim()) : [];
  const heard = heads.map(folded);
  return (place) => {
    const head = heads[place] ?? '';
    const number = place + 1;
    if (head === '') return t('table.column', { number });
    const isOneOfMany = heard.some((other, at) => at !== place && other === heard[place]);
    return isOneOfMany ? t('table.oneOfColumns', { head, number }) : head;
  };
}
