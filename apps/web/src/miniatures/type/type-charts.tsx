import { useTranslation } from 'react-i18next';
import { FlowChart } from '../statistics/flow-chart.tsx';
import { StageTimeChart } from '../statistics/stage-time-chart.tsx';
import { useStatistics } from '../statistics/use-statistics.ts';

/** A type's charts; none before anything happened. */
export function TypeCharts({ typeId }: { readonly typeId: string }) {
  const { ready } = useTranslation('statistics');
  const { data } = useStatistics(typeId);
  if (!ready || data === undefined || (data.total === 0 && data.flow.length < 2)) return null;
  return (
    <>
      <FlowChart statistics={data} />
      <StageTimeChart statistics={data} />
    </>
  );
}
