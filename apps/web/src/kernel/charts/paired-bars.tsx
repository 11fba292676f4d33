import { useFormat } from '../i18n/format.ts';
import { chartMargin, DayAxis, ValueAxis } from './axes.tsx';
import classes from './chart.module.css';
import { niceTicks } from './nice-ticks.ts';
import { useWidth } from './use-width.ts';

/** One of the two values that stand beside each other. */
export interface BarSeries {
  readonly name: string;
  readonly color: string;
  readonly values: readonly number[];
  /** Striped, so that the two are told apart without their colours. */
  readonly striped: boolean;
}

interface Props {
  /** What each pair is of: days, `YYYY-MM-DD`. */
  readonly days: readonly string[];
  readonly series: readonly BarSeries[];
  readonly label: string;
  /** What a bar says when it is pointed at. */
  readonly describe: (day: string, series: BarSeries, value: number) => string;
}

const height = 260;

export function PairedBars({ days, series, label, describe }: Props) {
  const [box, width] = useWidth<HTMLDivElement>();
  const format = useFormat();
  const ticks = niceTicks(Math.max(1, ...series.flatMap(({ values }) => values)));
  const highest = ticks.at(-1) ?? 1;
  const inner = Math.max(1, width - chartMargin.left - chartMargin.right);
  const slot = inner / Math.max(1, days.length);
  const bar = Math.max(1, Math.min(18, (slot - 4) / series.length));
  const bottom = height - chartMargin.bottom;
  const y = (value: number) => bottom - (value / highest) * (bottom - chartMargin.top);
  const middle = (index: number) => chartMargin.left + slot * (index + 0.5);
  const labelled = everyNth(days, width < 480 ? 3 : 6);
  return (
    <div ref={box} className={classes.chart}>
      {width > 0 && (
        <svg width={width} height={height} role="img" aria-label={label}>
          <defs>
            {series.map(({ name, color }, index) => (
              <pattern
                key={name}
                id={`stripes-${index}`}
                width="5"
                height="5"
                patternUnits="userSpaceOnUse"
                patternTransform="rotate(45)"
              >
                <rect width="5" height="5" fill={color} fillOpacity="0.28" />
                <rect width="2" height="5" fill={color} />
              </pattern>
            ))}
          </defs>
          <ValueAxis width={width} ticks={ticks} y={y} />
          {days.map((day, index) =>
            series.map((one, place) => {
              const value = one.values[index] ?? 0;
              return (
                <rect
                  key={`${day} ${one.name}`}
                  x={middle(index) + (place - series.length / 2) * bar}
                  y={y(value)}
                  width={Math.max(1, bar - 1)}
                  height={Math.max(0, bottom - y(value))}
                  rx={Math.min(3, bar / 3)}
                  fill={one.striped ? `url(#stripes-${place})` : one.color}
                  stroke={one.color}
                  strokeWidth={value > 0 ? 1 : 0}
                >
                  <title>{describe(day, one, value)}</title>
                </rect>
              );
            }),
          )}
          <DayAxis days={labelled} x={(day) => middle(days.indexOf(day))} y={height - 6} />
        </svg>
      )}
      <ul className={classes.legend}>
        {series.map(({ name, color, striped, values }) => (
          <li key={name}>
            <span
              className={classes.swatch}
              style={
                striped
                  ? {
                      background: `repeating-linear-gradient(45deg, ${color} 0 2px, color-mix(in srgb, ${color} 28%, transparent) 2px 5px)`,
                    }
                  : { background: color }
              }
            />
            {name} <strong>{format.number(values.reduce((sum, value) => sum + value, 0))}</strong>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** At most `count` of the items, evenly spread, the first and the last among them. */
function everyNth<Item>(items: readonly Item[], count: number): readonly Item[] {
  if (items.length <= count) return items;
  const step = (items.length - 1) / (count - 1);
  return Array.from({ length: count }, (_, i) => items[Math.round(i * step)]).filter(
    (item) => item !== undefined,
  );
}
