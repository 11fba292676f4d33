import type { AssertionResult } from '@atelier/domain/orchestra/assertions/evaluate.ts';
import { useTranslation } from 'react-i18next';
import { DataTable } from '../../kernel/tables/data-table.tsx';

/** Each assertion with what it wanted and what it found; below it where the two differ. */
export function AssertionTable({ results }: { readonly results: readonly AssertionResult[] }) {
  const { t } = useTranslation('orchestra-run');
  return (
    <DataTable
      caption={t('assertions')}
      of="words"
      heads={[t('assertion'), t('holds'), t('expected'), t('actual')]}
      rows={results.map(({ ok, type, name, soft, expected, actual, differences }, place) => ({
        key: String(place),
        cells: [
          name ?? type,
          ok ? t('yes') : soft ? t('softNo') : t('no'),
          expected,
          actual ?? t('nothing'),
        ],
        ...(differences.lines.length > 0 && {
          note: differences.lines
            .map(
              (one) =>
                `${one.path}: ${one.expected ?? t('nothing')} → ${one.actual ?? t('nothing')}`,
            )
            .join('\n'),
        }),
      }))}
    />
  );
}
