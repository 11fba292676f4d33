import { type PointerEvent, useState } from 'react';
import { useFormat } from '../i18n/format.ts';
import { chartMargin, DayAxis, ValueAxis } from './axes.tsx';
import classes from './chart.module.css';
import { dayNumber, spreadDays } from './day-scale.ts';
import { niceTicks } from './nice-ticks.ts';
import { useWidth } from './use-width.ts';

/** One layer of the stack, from the bottom up. */
export interface Layer {
  readonly name: string;
  readonly color: string;
  readonly values: readonly number[];
}

interface Props {
  /** One for each value of a layer, in order; they may be any number of days apart. */
  readonly days: readonly string[];
  readonly layers: readonly Layer[];
  /** What the chart says, in a sentence. */
  readonly label: string;
}

const height = 280;

/**
 * Areas on top of each other over time. A value holds until the next day that has one, so the edges
 * are steps.
 */
export function StackedAreas({ days, layers, label }: Props) {
  const [box, width] = useWidth<HTMLDivElement>();
  const [pointed, setPointed] = useState<number | null>(null);
  const first = days[0] ?? '';
  const last = days.at(-1) ?? first;
  const tops = stack(layers, days.length);
  const ticks = niceTicks(Math.max(1, ...(tops.at(-1) ?? [])));
  const highest = ticks.at(-1) ?? 1;
  const inner = Math.max(1, width - chartMargin.left - chartMargin.right);
  const span = Math.max(1, dayNumber(last) - dayNumber(first));
  const x = (day: string) =>
    chartMargin.left + ((dayNumber(day) - dayNumber(first)) / span) * inner;
  const bottom = height - chartMargin.bottom;
  const y = (value: number) => bottom - (value / highest) * (bottom - chartMargin.top);

  const point = (event: PointerEvent<SVGSVGElement>) => {
    const at = event.clientX - event.currentTarget.getBoundingClientRect().left;
    const index = days.findLastIndex((day) => x(day) <= at);
    setPointed(index >= 0 ? index : null);
  };
  return (
    <div ref={box} className={classes.chart}>
      {width > 0 && (
        <svg
          width={width}
          height={height}
          role="img"
          aria-label={label}
          onPointerMove={point}
          onPointerLeave={() => setPointed(null)}
        >
          <ValueAxis width={width} ticks={ticks} y={y} />
          {layers.map(({ name, color }, index) => (
            <path
              key={name}
              d={areaPath(days.map(x), tops[index] ?? [], tops[index - 1], y)}
              fill={color}
              fillOpacity={0.82}
              stroke="var(--surface)"
            />
          ))}
          {pointed !== null && (
            <line
              className={classes.cursor}
              x1={x(days[pointed] ?? first)}
              x2={x(days[pointed] ?? first)}
              y1={chartMargin.top}
              y2={bottom}
            />
          )}
          <DayAxis days={spreadDays(first, last, width < 480 ? 3 : 6)} x={x} y={height - 6} />
        </svg>
      )}
      {pointed !== null && (
        <Tip
          day={days[pointed] ?? first}
          layers={layers}
          index={pointed}
          atLeft={x(days[pointed] ?? first) > width / 2}
        />
      )}
    </div>
  );
}

interface TipProps {
  readonly day: string;
  readonly layers: readonly Layer[];
  readonly index: number;
  readonly atLeft: boolean;
}

function Tip({ day, layers, index, atLeft }: TipProps) {
  const format = useFormat();
  const side = atLeft ? { left: chartMargin.left + 8 } : { right: chartMargin.right + 8 };
  return (
    <div className={classes.tip} style={side} aria-hidden>
      <div className={classes.tipTitle}>{format.day(day)}</div>
      {layers.toReversed().map(({ name, color, values }) => (
        <div key={name} className={classes.tipLine}>
          <span className={classes.swatch} style={{ background: color }} />
          {name}
          <span className={classes.tipValue}>{format.number(values[index] ?? 0)}</span>
        </div>
      ))}
    </div>
  );
}

/** The upper edge of each layer. */
function stack(layers: readonly Layer[], length: number): readonly (readonly number[])[] {
  let below: readonly number[] = Array.from({ length }, () => 0);
  return layers.map(({ values }) => {
    below = below.map((value, index) => value + (values[index] ?? 0));
    return below;
  });
}

/** Forward along the steps of the upper edge, and back along those of the lower one. */
function areaPath(
  xs: readonly number[],
  top: readonly number[],
  under: readonly number[] | undefined,
  y: (value: number) => number,
): string {
  const last = xs.length - 1;
  let path = '';
  for (let i = 0; i <= last; i += 1) {
    const height = y(top[i] ?? 0);
    path += i === 0 ? `M${xs[i]},${height}` : `H${xs[i]}V${height}`;
  }
  for (let i = last; i >= 0; i -= 1) {
    // The lower value of a day reaches from that day to the next one.
    path += i === last ? `V${y(under?.[i] ?? 0)}` : `V${y(under?.[i] ?? 0)}H${xs[i]}`;
  }
  return `${path}Z`;
}
