/**
 * The number in a cell, or null if it is not a whole number of at least zero. An empty cell and a dash
 * count as zero. Thousands may be separated by blanks, commas, dots or apostrophes.
 */
export function readCount(cell: string): number | null {
  const text = cell.replace(/\s/g, '').replace(/^0+(?=\d)/, '');
  if (/^[-–—]?$/.test(text)) return 0;
  if (/^\d{1,9}([.,]0{1,2})?$/.test(text)) return Number(text.replace(/[.,].*/, ''));
  if (/^\d{1,3}([,.'’])\d{3}(\1\d{3})*$/.test(text)) return Number(text.replace(/\D/g, ''));
  return null;
}

/** Why {@link readCount} gives nothing for a cell. */
export function countFault(cell: string): 'below_zero' | 'large_count' | 'not_a_count' {
  const text = cell.replace(/\s/g, '');
  const size = text.replace(/^[-−–—]/, '');
  const isLong = /^\d{10,}([.,]0{1,2})?$/.test(size);
  if (!isLong && !readCount(size)) return 'not_a_count';
  return size === text ? 'large_count' : 'below_zero';
}

const ticks = new Set([
  'x',
  'х',
  'v',
  'y',
  '+',
  '✓',
  '✔',
  '☑',
  '✅',
  'yes',
  'true',
  'да',
  'истина',
]);
const blanks = new Set(['', '-', '–', '—', 'n', 'no', 'false', '☐', '✗', '✘', '❌', 'нет', 'ложь']);

/** Whether a cell is ticked; null for what is neither a tick nor the lack of one. */
export function readTick(cell: string): boolean | null {
  const text = cell.trim().toLowerCase();
  if (ticks.has(text)) return true;
  return blanks.has(text) ? false : null;
}
