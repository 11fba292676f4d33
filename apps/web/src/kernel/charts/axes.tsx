import { useFormat } from '../i18n/format.ts';
import classes from './chart.module.css';

/** The room that a chart leaves around its drawing, in pixels. */
export const chartMargin = { top: 8, right: 12, bottom: 24, left: 44 };

interface GridProps {
  readonly width: number;
  readonly ticks: readonly number[];
  readonly y: (value: number) => number;
}

/** Horizontal lines with their numbers. */
export function ValueAxis({ width, ticks, y }: GridProps) {
  const format = useFormat();
  return (
    <g>
      {ticks.map((tick) => (
        <g key={tick}>
          <line
            className={classes.line}
            x1={chartMargin.left}
            x2={width - chartMargin.right}
            y1={y(tick)}
            y2={y(tick)}
          />
          <text className={classes.label} x={chartMargin.left - 8} y={y(tick) + 4} textAnchor="end">
            {format.number(tick)}
          </text>
        </g>
      ))}
    </g>
  );
}

interface DayProps {
  readonly days: readonly string[];
  readonly x: (day: string) => number;
  readonly y: number;
}

/** Days under the drawing; the outer ones stay within it. */
export function DayAxis({ days, x, y }: DayProps) {
  const format = useFormat();
  return (
    <g>
      {days.map((day, index) => (
        <text
          key={day}
          className={classes.label}
          x={x(day)}
          y={y}
          textAnchor={index === 0 ? 'start' : index === days.length - 1 ? 'end' : 'middle'}
        >
          {format.shortDay(day)}
        </text>
      ))}
    </g>
  );
}
