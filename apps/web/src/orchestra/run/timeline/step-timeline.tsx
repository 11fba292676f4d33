import type { StepResult } from '@atelier/domain/orchestra/types.ts';
import { useTranslation } from 'react-i18next';
import { Card } from '../../../kernel/frame/card.tsx';
import { Waterfall, type WaterfallRow } from './waterfall.tsx';

interface Props {
  readonly results: readonly StepResult[];
  readonly nameOf: (result: StepResult) => string;
}

/** When each step of a test run began and ended, with all its attempts; of one step there is nothing to compare. */
export function StepTimeline({ results, nameOf }: Props) {
  const { t } = useTranslation('orchestra-run');
  if (results.length < 2) return null;
  const rows = new Map<number, WaterfallRow & { spans: WaterfallRow['spans'][number][] }>();
  for (const result of results) {
    const { position, status, startedAt, finishedAt } = result;
    const row = rows.get(position) ?? { key: String(position), name: nameOf(result), spans: [] };
    row.spans.push({ from: Date.parse(startedAt), to: Date.parse(finishedAt), status });
    rows.set(position, row);
  }
  return (
    <Card title={t('timeline')}>
      <Waterfall label={t('timeline')} rows={[...rows.values()]} />
    </Card>
  );
}
