import { CartesianGrid, Line, LineChart, ReferenceLine, Tooltip, XAxis, YAxis } from 'recharts';
import classes from './chart.module.css';
import { chartLook, dayAxisLook, gridLook, valueAxisLook } from './chart-look.ts';

interface Props {
  /** What each point is of, as it stands below it. */
  readonly names: readonly string[];
  /** One for each name; null where there is none. */
  readonly values: readonly (number | null)[];
  readonly color: string;
  /** Heights that the values are held against, each with its words. */
  readonly marks: readonly { readonly name: string; readonly value: number }[];
  /** A value in words. */
  readonly textOf: (value: number) => string;
  /** What the chart says, in a sentence. */
  readonly label: string;
  /** What a point is called when it is pointed at. */
  readonly titleOf: (place: number) => string;
}

/** How a value goes up and down over a row of things, beside what is usual. */
export function Lines({ names, values, color, marks, textOf, label, titleOf }: Props) {
  const data = names.map((_, place) => ({ place, value: values[place] ?? null }));
  const highest = Math.max(0, ...values.map((value) => value ?? 0), ...marks.map(heightOf));
  return (
    <div role="img" aria-label={label} className={classes.chart}>
      <LineChart {...chartLook} data={data}>
        <CartesianGrid {...gridLook} />
        <XAxis
          {...dayAxisLook}
          dataKey="place"
          tickFormatter={(place: number) => names[place] ?? ''}
        />
        <YAxis {...valueAxisLook} domain={[0, highest]} tickFormatter={textOf} />
        {marks.map(({ name, value }, place) => (
          <ReferenceLine
            key={name}
            y={value}
            stroke="var(--mantine-color-dimmed)"
            strokeDasharray={place === 0 ? '6 4' : '2 3'}
            label={{
              value: name,
              position: 'insideBottomRight',
              fill: 'var(--mantine-color-dimmed)',
              fontSize: 12,
            }}
          />
        ))}
        <Line
          dataKey="value"
          stroke={color}
          strokeWidth={2}
          dot={{ r: 3, fill: color }}
          connectNulls
          isAnimationActive={false}
        />
        <Tooltip
          isAnimationActive={false}
          cursor={{ stroke: 'var(--mantine-color-text)', strokeDasharray: '3 3' }}
          content={({ active, activeIndex }) => {
            const place = Number(activeIndex);
            const value = values[place] ?? null;
            return (
              active && (
                <div className={classes.tip}>
                  <div className={classes.tipTitle}>{titleOf(place)}</div>
                  {value !== null && <strong>{textOf(value)}</strong>}
                </div>
              )
            );
          }}
        />
      </LineChart>
    </div>
  );
}

const heightOf = ({ value }: { readonly value: number }): number => value;
