import { type CsvCell, toCsv } from './csv.ts';
import { dayOf } from './table-filters.ts';

/** Has the browser keep a table as a file. The day in its name is the user's own. */
export function downloadCsv(name: string, rows: readonly (readonly CsvCell[])[]): void {
  const address = URL.createObjectURL(new Blob([toCsv(rows)], { type: 'text/csv;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = `${name}-${dayOf(Date.now())}.csv`;
  link.click();
  // The browser has begun to read it by then; what is never given back is kept as long as the page.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
