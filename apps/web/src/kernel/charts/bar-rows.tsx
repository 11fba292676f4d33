import type { ReactNode } from 'react';
import classes from './bar-rows.module.css';

export interface BarRow {
  readonly name: string;
  readonly mark: ReactNode;
  readonly color: string;
  readonly value: number | null;
  readonly text: string;
  readonly note: string;
}

interface Props {
  readonly rows: readonly BarRow[];
  /** Of what a bar takes all the room; by itself the highest value does. */
  readonly full?: number;
}

/** Bars lying under each other, each with its words. */
export function BarRows({ rows, full }: Props) {
  const highest = full ?? Math.max(...rows.map(({ value }) => value ?? 0), Number.MIN_VALUE);
  return (
    <ul className={classes.rows}>
      {rows.map(({ name, mark, color, value, text, note }) => (
        <li key={name} className={classes.row}>
          <span className={classes.name}>
            {mark}
            {name}
          </span>
          <span className={classes.track} aria-hidden>
            {value !== null && value > 0 && (
              <span
                className={classes.bar}
                style={{ width: `${Math.max(1, (value / highest) * 100)}%`, background: color }}
              />
            )}
          </span>
          <span className={classes.text}>
            {text && <strong>{text}</strong>} <span className={classes.note}>{note}</span>
          </span>
        </li>
      ))}
    </ul>
  );
}
