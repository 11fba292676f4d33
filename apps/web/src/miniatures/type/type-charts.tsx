import { FlowChart } from '../statistics/flow-chart.tsx';
import { StageTimeChart } from '../statistics/stage-time-chart.tsx';
import classes from '../statistics/statistics-page.module.css';
import { useStatistics } from '../statistics/use-statistics.ts';

/** A type's charts; none before anything happened. */
export function TypeCharts({ typeId }: { readonly typeId: string }) {
  const { data } = useStatistics(typeId);
  if (data === undefined || (data.total === 0 && data.flow.length < 2)) return null;
  return (
    <div className={classes.charts}>
      <FlowChart statistics={data} />
      <StageTimeChart statistics={data} />
    </div>
  );
}
