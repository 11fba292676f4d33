import { useId } from 'react';
import { Area, AreaChart, CartesianGrid, Tooltip, XAxis, YAxis } from 'recharts';
import { useFormat } from '../i18n/format.ts';
import classes from './chart.module.css';
import { chartLook, dayAxisLook, gridLook, valueAxisLook } from './chart-look.ts';
import { ChartTip, type Series } from './chart-tip.tsx';
import { daySteps, dayTicks, isLong, tickWords } from './day-axis.ts';
import { TexturePatterns } from './texture.tsx';

interface Props {
  /** One for each value of a layer, in order; they may be any number of days apart. */
  readonly days: readonly string[];
  /** From the bottom up. */
  readonly layers: readonly Series[];
  /** What the chart says, in a sentence. */
  readonly label: string;
}

/**
 * Areas on top of each other over time. A value holds until the next day that has one, so the edges
 * are steps.
 */
export function StackedAreas({ days, layers, label }: Props) {
  const format = useFormat();
  const id = useId();
  const steps = daySteps(days);
  const from = steps[0]?.at ?? 0;
  const to = steps.at(-1)?.at ?? from;
  const data = steps.map(({ at, index }) => ({
    at,
    values: layers.map(({ values }) => values[index] ?? 0),
  }));
  return (
    <div role="img" aria-label={label} className={classes.chart}>
      <AreaChart {...chartLook} data={data}>
        <TexturePatterns id={id} fills={layers} />
        <CartesianGrid {...gridLook} />
        <XAxis
          {...dayAxisLook}
          dataKey="at"
          type="number"
          domain={[from, to]}
          ticks={dayTicks(from, to)}
          tickFormatter={tickWords(format, isLong(from, to))}
        />
        <YAxis {...valueAxisLook} tickFormatter={format.number} />
        {layers.map(({ name }, index) => (
          <Area
            key={name}
            dataKey={`values.${index}`}
            stackId="all"
            type="stepAfter"
            fill={`url(#${id}${index})`}
            fillOpacity={1}
            stroke="var(--surface)"
            activeDot={false}
            isAnimationActive={false}
          />
        ))}
        <Tooltip
          isAnimationActive={false}
          cursor={{ stroke: 'var(--mantine-color-text)', strokeDasharray: '3 3' }}
          content={({ active, activeIndex }) => {
            const index = steps[Number(activeIndex)]?.index ?? 0;
            return (
              active && (
                <ChartTip
                  title={format.day(days[index] ?? '')}
                  series={layers.toReversed()}
                  index={index}
                />
              )
            );
          }}
        />
      </AreaChart>
    </div>
  );
}
