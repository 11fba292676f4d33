import { progress, totalCount } from '@atelier/domain/kernel/pipeline.ts';
import { type Counts, miniaturesPipeline, stages } from '@atelier/domain/miniatures/stages.ts';
import { useFormat } from '../../kernel/i18n/format.ts';
import classes from './distribution-bar.module.css';
import { stageLooks } from './stage-look.tsx';

interface Props {
  readonly counts: Counts;
  /** What the progress is of. */
  readonly label: string;
  readonly size?: 'sm' | 'lg';
}

/** A progress bar that also shows of which stages the progress is made, in their order. */
export function DistributionBar({ counts, label, size = 'sm' }: Props) {
  const format = useFormat();
  const total = totalCount(miniaturesPipeline, counts);
  const value = progress(miniaturesPipeline, counts);
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.floor(value * 100)}
      aria-valuetext={format.percent(value)}
      className={classes.bar}
      data-size={size}
    >
      {total > 0 &&
        stages.map((stage) =>
          counts[stage] === 0 ? null : (
            <span
              key={stage}
              className={classes.segment}
              style={{ flexGrow: counts[stage] / total, background: stageLooks[stage].color }}
            />
          ),
        )}
    </div>
  );
}
