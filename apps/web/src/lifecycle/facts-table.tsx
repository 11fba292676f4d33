import type { ReactNode } from 'react';
import classes from './facts-table.module.css';

interface Props {
  readonly caption: string;
  readonly heads: readonly string[];
  /** The first cell of each row names it. */
  readonly rows: readonly FactsRow[];
}

export interface FactsRow {
  readonly key: string;
  readonly cells: readonly ReactNode[];
  /** Below the row, over its whole width. */
  readonly note?: ReactNode;
}

/** A table of words and instants; it scrolls in itself where it is too wide or too long. */
export function FactsTable({ caption, heads, rows }: Props) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a keyboard has to be able to scroll it
    // biome-ignore lint/a11y/useSemanticElements: it is a region for scrolling, not a section
    <div className={classes.scroller} role="region" aria-label={caption} tabIndex={0}>
      <table className={classes.table}>
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
                  {note}
                </td>
              </tr>
            )}
          </tbody>
        ))}
      </table>
    </div>
  );
}
