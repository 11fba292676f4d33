import type { SuiteTrends } from '@atelier/domain/orchestra/trend-types.ts';
import { useTranslation } from 'react-i18next';
import { BarRows } from '../../kernel/charts/bar-rows.tsx';
import { ReportCard } from '../../kernel/charts/report-card.tsx';
import { reportColors } from '../../kernel/charts/report-colors.ts';
import { useDuration } from '../words/duration-words.ts';

interface Props {
  readonly trends: SuiteTrends;
  readonly filters: string;
}

/** How many scenarios the chart shows; the table has all. */
const charted = 10;

/** Scenario by scenario: how often it failed, and how long it takes. */
export function ScenariosReport({ trends: { scenarios }, filters }: Props) {
  const { t } = useTranslation('orchestra-trends');
  const duration = useDuration();
  const names = scenarios.map(({ name }) => name);
  const told = (ms: number | null) => (ms === null ? null : { value: ms, text: duration(ms) });
  return (
    <ReportCard
      name="suite-scenarios"
      title={t('scenarios')}
      text={t('scenariosText')}
      filters={filters}
      figures={{
        heads: [t('scenario'), t('runs'), t('failures'), t('median'), t('p90')],
        rows: scenarios.map(({ scenarioKey, name, runs, failures, medianMs, p90Ms }) => ({
          key: scenarioKey,
          cells: [name, runs, failures, told(medianMs), told(p90Ms)],
        })),
      }}
      chart={
        <BarRows
          rows={scenarios.slice(0, charted).map(({ scenarioKey, name, runs, failures, p90Ms }) => ({
            // Two scenarios may be called the same.
            name:
              names.filter((other) => other === name).length > 1
                ? `${name} (${scenarioKey})`
                : name,
            mark: null,
            color: failures > 0 ? reportColors.fail : reportColors.ok,
            value: failures,
            text: t('failuresOf', { failures, count: runs }),
            note: p90Ms === null ? '' : t('p90Is', { duration: duration(p90Ms) }),
          }))}
        />
      }
    />
  );
}
