import { stages } from '@atelier/domain/miniatures/stages.ts';
import type { Statistics } from '@atelier/domain/miniatures/statistics.ts';
import { useTranslation } from 'react-i18next';
import { ChartCard } from '../../kernel/charts/chart-card.tsx';
import { Legend } from '../../kernel/charts/legend.tsx';
import { StackedAreas } from '../../kernel/charts/stacked-areas.tsx';
import { useFormat } from '../../kernel/i18n/format.ts';
import { DataTable } from '../../kernel/tables/data-table.tsx';
import { StageIcon, stageLooks } from '../stages/stage-look.tsx';

/** Cumulative flow: DONE at the bottom, the box on top, so that what is finished grows from below. */
export function FlowChart({ statistics }: { readonly statistics: Statistics }) {
  const { t } = useTranslation(['miniatures', 'statistics']);
  const format = useFormat();
  const { flow, total, counts } = statistics;
  const layers = stages.toReversed().map((stage) => ({
    name: t(`stages.${stage}`),
    color: stageLooks[stage].color,
    texture: stageLooks[stage].texture,
    values: flow.map((point) => point.counts[stage]),
  }));
  const days = flow.map(({ day }) => day);
  const label = t('statistics:flowSummary', {
    from: format.day(days[0] ?? ''),
    to: format.day(days.at(-1) ?? ''),
    count: total,
    done: counts.DONE,
  });
  return (
    <ChartCard
      title={t('statistics:flow')}
      text={t('statistics:flowText')}
      chart={
        <>
          <StackedAreas days={days} layers={layers} label={label} />
          <StageLegend />
        </>
      }
      table={
        <DataTable
          caption={t('statistics:flow')}
          heads={[t('statistics:day'), ...stages.map((stage) => t(`stages.${stage}`))]}
          rows={flow.map((point, index) => ({
            key: `${index}`,
            cells: [
              format.day(point.day),
              ...stages.map((stage) => format.number(point.counts[stage])),
            ],
          }))}
        />
      }
    />
  );
}

function StageLegend() {
  const { t } = useTranslation('miniatures');
  const items = stages.map((stage) => ({
    name: t(`stages.${stage}`),
    color: stageLooks[stage].color,
    texture: stageLooks[stage].texture,
    mark: <StageIcon stage={stage} size={16} />,
  }));
  return <Legend items={items} />;
}
