import { useId } from 'react';
import { Bar, BarChart, CartesianGrid, Tooltip, XAxis, YAxis } from 'recharts';
import { useFormat } from '../i18n/format.ts';
import classes from './chart.module.css';
import { chartLook, dayAxisLook, gridLook, valueAxisLook } from './chart-look.ts';
import { ChartTip, type Series } from './chart-tip.tsx';
import { Legend } from './legend.tsx';
import { TexturePatterns } from './texture.tsx';

interface Props {
  /** What each bar is of, as it stands below it. */
  readonly names: readonly string[];
  /** From the bottom up. */
  readonly series: readonly Series[];
  /** What the chart says, in a sentence. */
  readonly label: string;
  /** What a bar is called when it is pointed at; by itself its name. */
  readonly titleOf?: (place: number) => string;
}

/** A bar for each of a row of things, made of parts; with a legend where there are several. */
export function StackedBars({ names, series, label, titleOf }: Props) {
  const format = useFormat();
  const id = useId();
  const data = names.map((_, place) => ({
    place,
    values: series.map(({ values }) => values[place] ?? 0),
  }));
  return (
    <>
      <div role="img" aria-label={label} className={classes.chart}>
        <BarChart {...chartLook} data={data} barCategoryGap="18%" maxBarSize={28}>
          <TexturePatterns id={id} fills={series} />
          <CartesianGrid {...gridLook} />
          <XAxis
            {...dayAxisLook}
            dataKey="place"
            tickFormatter={(place: number) => names[place] ?? ''}
          />
          <YAxis {...valueAxisLook} tickFormatter={format.number} />
          {series.map(({ name, color }, place) => (
            <Bar
              key={name}
              dataKey={`values.${place}`}
              stackId="all"
              fill={`url(#${id}${place})`}
              stroke={color}
              isAnimationActive={false}
            />
          ))}
          <Tooltip
            isAnimationActive={false}
            cursor={{ fill: 'var(--mantine-color-text)', fillOpacity: 0.06 }}
            content={({ active, activeIndex }) => {
              const place = Number(activeIndex);
              return (
                active && (
                  <ChartTip
                    title={titleOf?.(place) ?? names[place] ?? ''}
                    series={series.toReversed()}
                    index={place}
                  />
                )
              );
            }}
          />
        </BarChart>
      </div>
      {series.length > 1 && (
        <Legend
          items={series.map(({ values, ...one }) => ({
            ...one,
            figure: format.number(values.reduce((sum, value) => sum + value, 0)),
          }))}
        />
      )}
    </>
  );
}
