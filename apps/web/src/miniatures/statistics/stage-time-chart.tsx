import type { StageTime } from '@atelier/domain/miniatures/stage-times.ts';
import type { Statistics } from '@atelier/domain/miniatures/statistics.ts';
import { useTranslation } from 'react-i18next';
import { BarRows } from '../../kernel/charts/bar-rows.tsx';
import { ChartCard } from '../../kernel/charts/chart-card.tsx';
import { useFormat } from '../../kernel/i18n/format.ts';
import { DataTable } from '../../kernel/tables/data-table.tsx';
import { StageIcon, stageLooks } from '../stages/stage-look.tsx';

/** How long miniatures stay in each stage, on average. */
export function StageTimeChart({ statistics }: { readonly statistics: Statistics }) {
  const { t } = useTranslation(['miniatures', 'statistics']);
  const format = useFormat();
  const days = ({ meanDays }: StageTime) => {
    if (meanDays === null) return '';
    if (meanDays < 1) return t('statistics:lessThanDay');
    return t('statistics:days', { count: Math.round(meanDays * 10) / 10 });
  };
  return (
    <ChartCard
      title={t('statistics:stageTime')}
      text={t('statistics:stageTimeText')}
      chart={
        <BarRows
          rows={statistics.stageTimes.map((time) => ({
            name: t(`stages.${time.stage}`),
            mark: <StageIcon stage={time.stage} size={16} />,
            color: stageLooks[time.stage].color,
            value: time.meanDays,
            text: days(time),
            note:
              time.meanDays === null
                ? t('statistics:noTime')
                : t('statistics:stageTimeOf', { count: time.left }),
          }))}
        />
      }
      table={
        <DataTable
          caption={t('statistics:stageTime')}
          heads={[t('statistics:stage'), t('statistics:mean'), t('statistics:left')]}
          rows={statistics.stageTimes.map((time) => ({
            key: time.stage,
            cells: [
              t(`stages.${time.stage}`),
              time.meanDays === null ? '–' : days(time),
              format.number(time.left),
            ],
          }))}
        />
      }
    />
  );
}
