import { nameFault, visibleName } from '../kernel/name.ts';
import { emptyCounts, mapStages, totalCount } from '../kernel/pipeline.ts';
import { type Counts, maxQuantity, miniaturesPipeline, type Stage, stages } from './stages.ts';
import { countFault, readCount, readTick } from './table-cells.ts';
import { type ColumnRole, folded, headRank, roleByHead, stageByWord } from './table-words.ts';
import { maxNameLength } from './types.ts';

/** A table with more is none that people keep: each column is shown, with a choice of what it holds. */
export const maxColumns = 200;

/** The cells of somebody's table, row by row, as text. */
export type TableRows = readonly (readonly string[])[];

/** How a table is read. */
export interface TableMapping {
  /** Whether the first row holds headings. */
  readonly hasHeads: boolean;
  /** What each column holds; those beyond are left out. */
  readonly roles: readonly ColumnRole[];
  /** What the user says that words in a status column mean, by {@link folded} word. */
  readonly statuses: Readonly<Record<string, Stage>>;
}

/** What can be wrong with a row. */
export type RowFault =
  | 'no_name'
  | 'long_name'
  | 'not_a_count'
  | 'below_zero'
  /** A number of so many digits that no stage can hold it. */
  | 'large_count'
  | 'unknown_status'
  /** Its stages hold more than its quantity, or not all of it though the box is told too. */
  | 'quantity_differs'
  /** It has a status, and numbers or ticks for stages beside it. */
  | 'two_ways'
  | 'too_many';

/** A row that cannot be read, by its number in the table, from 1, and the cell that is at fault. */
export interface TableFault {
  readonly row: number;
  readonly fault: RowFault;
  readonly cell: string;
}

export interface TableType {
  readonly name: string;
  readonly counts: Counts;
}

export interface TableReading {
  /** In the order of the table; rows with one name are one type, whose counts add up. */
  readonly types: readonly TableType[];
  readonly faults: readonly TableFault[];
}

/**
 * A first idea of what the columns hold: by their headings; without any, the first column with words is
 * the name, and five columns of numbers are the stages, one alone is the quantity.
 */
export function guessMapping(rows: TableRows): TableMapping {
  const columns = columnsOf(rows);
  const heads = columns.map((place) => rows[0]?.[place] ?? '');
  const hasHeads = heads.some((head) => roleByHead(head) !== null);
  return {
    hasHeads,
    roles: hasHeads ? rolesByHeads(heads) : rolesByCells(rows, columns),
    statuses: {},
  };
}

/** The places of all columns, from 0. */
export function columnsOf(rows: TableRows): readonly number[] {
  const width = rows.reduce((most, row) => Math.max(most, row.length), 0);
  return Array.from({ length: width }, (_, place) => place);
}

/** Of several columns for one thing the one with the surest heading counts, of those with the same the first. */
function rolesByHeads(heads: readonly string[]): readonly ColumnRole[] {
  const surest = new Map<ColumnRole, number>();
  for (const [place, head] of heads.entries()) {
    const role = roleByHead(head);
    if (role === null) continue;
    const rival = surest.get(role);
    if (rival === undefined || headRank(head) < headRank(heads[rival] ?? '')) {
      surest.set(role, place);
    }
  }
  return heads.map((head, place) => {
    const role = roleByHead(head);
    return role !== null && surest.get(role) === place ? role : 'ignored';
  });
}

function rolesByCells(rows: TableRows, columns: readonly number[]): readonly ColumnRole[] {
  const isNumeric = (place: number) =>
    rows.some((row) => (row[place] ?? '').trim() !== '') &&
    rows.every((row) => readCount(row[place] ?? '') !== null);
  const numeric = columns.filter(isNumeric);
  const name = columns.find((place) => !numeric.includes(place));
  return columns.map((place) => {
    if (place === name) return 'name';
    if (numeric.length === stages.length) return stages[numeric.indexOf(place)] ?? 'ignored';
    return numeric.length === 1 && place === numeric[0] ? 'quantity' : 'ignored';
  });
}

/**
 * Reads a table by a mapping. A row says how many there are in one of two ways: by a number for each stage;
 * or by a status (by default in the box) or ticks up to the stage that is reached, together with a quantity
 * (by default one). Where a row has numbers for stages and a quantity, the rest of the quantity is in the
 * box. A row of empty cells is skipped.
 */
export function readTable(rows: TableRows, mapping: TableMapping): TableReading {
  const types = new Map<string, Counts>();
  const faults: TableFault[] = [];
  for (const [index, row] of rows.entries()) {
    if ((index === 0 && mapping.hasHeads) || row.every((cell) => cell.trim() === '')) continue;
    const read = readRow(row, mapping);
    if ('fault' in read) {
      faults.push({ row: index + 1, ...read });
      continue;
    }
    const counts = plus(types.get(read.name), read.counts);
    if (stages.some((stage) => counts[stage] > maxQuantity)) {
      faults.push({ row: index + 1, fault: 'too_many', cell: read.name });
    } else types.set(read.name, counts);
  }
  return { types: [...types].map(([name, counts]) => ({ name, counts })), faults };
}

type Fault = Omit<TableFault, 'row'>;

function readRow(row: readonly string[], mapping: TableMapping): TableType | Fault {
  const cellOf = (role: ColumnRole): string | undefined => {
    const place = mapping.roles.indexOf(role);
    return place < 0 ? undefined : (row[place] ?? '').trim();
  };
  const name = visibleName(cellOf('name') ?? '', maxNameLength);
  const nameIs = nameFault(name, maxNameLength);
  if (nameIs !== null) return { fault: nameIs === 'long' ? 'long_name' : 'no_name', cell: name };
  const counts = readCounts(cellOf, mapping);
  return 'fault' in counts ? counts : { name, counts };
}

type CellOf = (role: ColumnRole) => string | undefined;

function readCounts(cellOf: CellOf, { statuses }: TableMapping): Counts | Fault {
  const quantityCell = cellOf('quantity') ?? '';
  const quantity = quantityCell === '' ? null : readCount(quantityCell);
  if (quantityCell !== '' && quantity === null) return notCounted(quantityCell);
  const cells = stages.map((stage) => ({ stage, cell: cellOf(stage) ?? '' }));
  const status = cellOf('status');
  if (status !== undefined && cells.every(({ cell }) => readTick(cell) === false)) {
    const stage = status === '' ? 'IN_BOX' : stageOfStatus(status, statuses);
    return stage === null ? { fault: 'unknown_status', cell: status } : all(quantity ?? 1, stage);
  }
  if (status) return { fault: 'two_ways', cell: status };
  const reached = cells.findLast(({ cell }) => readTick(cell) === true);
  if (reached !== undefined) {
    const others = cells.filter(({ cell }) => readTick(cell) === null);
    if (others.length === 0) return all(quantity ?? 1, reached.stage);
    // Beside numbers it is the tick that is none.
    const odd = others.find(({ cell }) => readCount(cell) === null) ?? reached;
    return notCounted(odd.cell);
  }
  return readNumbers(cells, quantity, quantityCell);
}

const notCounted = (cell: string): Fault => ({ fault: countFault(cell), cell });

/** What a status means, as the user says or else as it is known; null for neither. */
export function stageOfStatus(word: string, statuses: TableMapping['statuses']): Stage | null {
  return toldStage(word, statuses) ?? stageByWord(word);
}

/** What the user says that a word means, or null. */
export function toldStage(word: string, statuses: TableMapping['statuses']): Stage | null {
  const key = folded(word);
  // A word such as "constructor" stands on every object.
  return Object.hasOwn(statuses, key) ? (statuses[key] ?? null) : null;
}

function readNumbers(
  cells: readonly { readonly stage: Stage; readonly cell: string }[],
  quantity: number | null,
  quantityCell: string,
): Counts | Fault {
  const counts: Record<Stage, number> = { ...emptyCounts(miniaturesPipeline) };
  for (const { stage, cell } of cells) {
    const count = readTick(cell) === false ? 0 : readCount(cell);
    if (count === null) return notCounted(cell);
    counts[stage] = count;
  }
  if (quantity === null) return counts;
  const rest = quantity - totalCount(miniaturesPipeline, counts);
  const isBoxTold = cells.some(({ stage, cell }) => stage === 'IN_BOX' && cell !== '');
  if (rest < 0 || (rest > 0 && isBoxTold)) return { fault: 'quantity_differs', cell: quantityCell };
  return { ...counts, IN_BOX: counts.IN_BOX + rest };
}

function all(quantity: number, stage: Stage): Counts {
  return { ...emptyCounts(miniaturesPipeline), [stage]: quantity };
}

function plus(some: Counts | undefined, more: Counts): Counts {
  return mapStages(miniaturesPipeline, (stage) => (some?.[stage] ?? 0) + more[stage]);
}

/** The words of the status column that only the user knows, as they are first written. */
export function ownStatuses(rows: TableRows, { hasHeads, roles }: TableMapping): readonly string[] {
  const place = roles.indexOf('status');
  const words = new Map<string, string>();
  for (const row of place < 0 ? [] : rows.slice(hasHeads ? 1 : 0)) {
    const word = (row[place] ?? '').trim();
    if (word === '' || stageByWord(word) !== null || words.has(folded(word))) continue;
    words.set(folded(word), word);
  }
  return [...words.values()];
}

/** The columns that are left out though something stands in them, by their place from 0. */
export function ignoredColumns(rows: TableRows, mapping: TableMapping): readonly number[] {
  return columnsOf(rows).filter(
    (place) =>
      (mapping.roles[place] ?? 'ignored') === 'ignored' &&
      rows.some((row) => (row[place] ?? '').trim() !== ''),
  );
}

/** The same as a file in the contract's form, without history. */
export function toImportFile(types: readonly TableType[]): string {
  return JSON.stringify({
    types: types.map(({ name, counts }) => ({
      name,
      stage_counts: stages.map((stage) => ({ stage, count: counts[stage] })),
      history: [],
    })),
  });
}
