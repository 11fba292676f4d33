import type { ReactNode } from 'react';
import { ScrollRegion } from '../frame/scroll-region.tsx';
import classes from './data-table.module.css';

interface Props {
  readonly caption: string;
  readonly heads: readonly string[];
  readonly rows: readonly DataRow[];
  /** Figures stand at the end of their cells, words at the beginning. */
  readonly of?: 'figures' | 'words';
}

export interface DataRow {
  readonly key: string;
  /** The first one names the row. */
  readonly cells: readonly ReactNode[];
  /** Below the row, over its whole width: what went wrong with it. */
  readonly note?: ReactNode;
}

/** A table for reading; it scrolls in itself where it is too wide or too long. */
export function DataTable({ caption, heads, rows, of = 'figures' }: Props) {
  return (
    <ScrollRegion className={classes.scroller} label={caption}>
      <table className={classes.table} data-of={of}>
        <caption className={classes.caption}>{caption}</caption>
        <thead>
          <tr>
            {heads.map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        {rows.map(({ key, cells, note }) => (
          <tbody key={key}>
            <tr>
              {cells.map((cell, index) =>
                index === 0 ? (
                  <th key={heads[index]} scope="row">
                    {cell}
                  </th>
                ) : (
                  <td key={heads[index]}>{cell}</td>
                ),
              )}
            </tr>
            {note && (
              <tr>
                <td colSpan={heads.length} className={classes.note}>
                  <div>{note}</div>
                </td>
              </tr>
            )}
          </tbody>
        ))}
      </table>
    </ScrollRegion>
  );
}
