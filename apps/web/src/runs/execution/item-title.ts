import { withParameters } from '@atelier/domain/runs/case-content.ts';
import type { RunItem } from '@atelier/domain/runs/types.ts';

/** What an item is called: its case, with the values of its row of data, so that rows are told apart. */
export function itemTitle({ content, parameterRow }: RunItem): string {
  const { title, parameters } = content;
  const row = parameterRow === null ? undefined : parameters.rows[parameterRow];
  if (row === undefined) return title;
  const filled = withParameters(title, parameters.columns, row);
  return filled === title ? `${title} · ${row.join(' · ')}` : filled;
}
