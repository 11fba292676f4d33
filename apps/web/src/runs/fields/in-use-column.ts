import type { TFunction } from 'i18next';
import type { Column } from '../../kernel/tables/column.ts';

/** Whether something is still offered, or only stands where it was used. */
export function inUseColumn<Row extends { readonly isActive: boolean }>(
  t: TFunction<'benches'>,
): Column<Row> {
  return {
    id: 'active',
    head: t('assets.active'),
    value: ({ isActive }) => (isActive ? 'yes' : 'no'),
    words: { yes: t('assets.yes'), no: t('assets.no') },
    width: 0.6,
  };
}
