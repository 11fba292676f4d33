import type { TFunction } from 'i18next';
import type { Column } from '../../kernel/tables/column.ts';

/** Whether something is still offered, or only stands where it was used. */
export function inUseColumn(t: TFunction<'benches'>): Column<{ readonly isActive: boolean }> {
  return {
    id: 'active',
    head: t('assets.active'),
    value: ({ isActive }) => (isActive ? 'yes' : 'no'),
    words: { yes: t('assets.yes'), no: t('assets.no') },
    width: 0.6,
  };
}
