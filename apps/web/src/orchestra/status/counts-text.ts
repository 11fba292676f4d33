import type { RunCounts } from '@atelier/domain/orchestra/statuses.ts';
import type { TFunction } from 'i18next';
import type { Format } from '../../kernel/i18n/format.ts';

/** How many test runs passed, of how many, and how many failed or are stuck. */
export function countsText(counts: RunCounts, t: TFunction<'orchestra'>, format: Format): string {
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const failed = counts.FAILED + counts.FAILED_STUCK;
  const passed = format.number(counts.PASSED);
  return [
    t('runs.counts', { passed, total: format.number(total) }),
    ...(failed > 0 ? [t('runs.failed', { count: failed })] : []),
  ].join(', ');
}
