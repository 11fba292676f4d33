import { useId } from 'react';
import { Bar, BarChart, CartesianGrid, Tooltip, XAxis, YAxis } from 'recharts';
import { useFormat } from '../i18n/format.ts';
import classes from './chart.module.css';
import { chartLook, dayAxisLook, gridLook, valueAxisLook } from './chart-look.ts';
import { ChartTip, type Series } from './chart-tip.tsx';
import { isLong, monthStarts, startOf, tickWords } from './day-axis.ts';
import { Legend } from './legend.tsx';
import { TexturePatterns } from './texture.tsx';

interface Props {
  /** What each pair is of: days evenly far apart, `YYYY-MM-DD`. */
  readonly days: readonly string[];
  readonly series: readonly Series[];
  /** What the chart says, in a sentence. */
  readonly label: string;
  /** What a pair is called when it is pointed at. */
  readonly titleOf: (day: string) => string;
}

/** Bars beside each other, with a legend that says what each series comes to. */
export function PairedBars({ days, series, label, titleOf }: Props) {
  const format = useFormat();
  const id = useId();
  const long = isLong(startOf(days[0] ?? ''), startOf(days.at(-1) ?? ''));
  const data = days.map((day, index) => ({
    day,
    values: series.map(({ values }) => values[index] ?? 0),
  }));
  return (
    <>
      <div role="img" aria-label={label} className={classes.chart}>
        <BarChart {...chartLook} data={data} barGap={1} barCategoryGap="12%" maxBarSize={20}>
          <TexturePatterns id={id} fills={series} />
          <CartesianGrid {...gridLook} />
          <XAxis
            {...dayAxisLook}
            dataKey="day"
            {...(long ? { ticks: monthStarts(days) } : {})}
            tickFormatter={tickWords(format, long)}
          />
          <YAxis {...valueAxisLook} tickFormatter={format.number} />
          {series.map(({ name, color }, index) => (
            <Bar
              key={name}
              dataKey={`values.${index}`}
              fill={`url(#${id}${index})`}
              stroke={color}
              radius={[3, 3, 0, 0]}
              isAnimationActive={false}
            />
          ))}
          <Tooltip
            isAnimationActive={false}
            cursor={{ fill: 'var(--mantine-color-text)', fillOpacity: 0.06 }}
            content={({ active, activeIndex }) => {
              const index = Number(activeIndex);
              return (
                active && (
                  <ChartTip title={titleOf(days[index] ?? '')} series={series} index={index} />
                )
              );
            }}
          />
        </BarChart>
      </div>
      <Legend
        items={series.map(({ values, ...one }) => ({
          ...one,
          figure: format.number(values.reduce((sum, value) => sum + value, 0)),
        }))}
      />
    </>
  );
}
