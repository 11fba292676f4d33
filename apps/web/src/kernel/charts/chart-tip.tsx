import { useFormat } from '../i18n/format.ts';
import classes from './chart.module.css';
import { type Fill, Swatch } from './texture.tsx';

/** One series of a chart: a layer of a stack, or one of the bars beside each other. */
export interface Series extends Fill {
  readonly name: string;
  /** One for each day of the chart. */
  readonly values: readonly number[];
}

interface Props {
  readonly title: string;
  readonly series: readonly Series[];
  readonly index: number;
}

/** The figures of what is pointed at. */
export function ChartTip({ title, series, index }: Props) {
  const format = useFormat();
  return (
    <div className={classes.tip}>
      <div className={classes.tipTitle}>{title}</div>
      {series.map(({ name, color, texture, values }) => (
        <div key={name} className={classes.tipLine}>
          <Swatch color={color} texture={texture} />
          {name}
          <span className={classes.tipValue}>{format.number(values[index] ?? 0)}</span>
        </div>
      ))}
    </div>
  );
}
