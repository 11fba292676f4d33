import { quoteLiteral } from '../catalog/quote.ts';
import type { IdColumn, IdKind, Points } from './rules/id-column.ts';
import type { TableColumn } from './structure.ts';

/** What earlier conversions wrote down, for the way back. */
export interface RecordedColumns {
  readonly columns: readonly IdColumn[];
  /** Columns that were of the target's type already, though their name is one of a reference. */
  readonly leftAlone: readonly string[];
  /** Where the sequences of the keys stand now: a table that moves takes its own along. */
  readonly sequences: Readonly<Record<string, string>>;
}

/** Type and default as integers have them: on the way back as recorded, else as the key's. */
export function asIntegers(
  { recorded, target }: { readonly recorded: RecordedColumns | undefined; readonly target: IdKind },
  column: TableColumn,
  points: Points,
  found: ReadonlyMap<string, IdColumn>,
): Pick<IdColumn, 'integerType' | 'default'> {
  if (target === 'uuid') {
    return { integerType: column.type, default: column.default ?? undefined };
  }
  const known = recordedColumn(recorded, column);
  if (known !== undefined) {
    return {
      integerType: known.integerType,
      default: asItStands(known, recorded?.sequences ?? {}),
    };
  }
  const to = points.shape === 'variant' ? points.otherwise : points.to;
  const key = [...found.values()].find(
    (each) => each.evidence.kind === 'key' && each.points.shape === 'one' && each.points.to === to,
  );
  const integerType = `${key?.integerType ?? 'bigint'}${column.isArray ? '[]' : ''}`;
  return { integerType, default: undefined };
}

function asItStands(
  { default: before, points, evidence }: IdColumn,
  sequences: RecordedColumns['sequences'],
): IdColumn['default'] {
  const sequence = evidence.kind === 'key' && 'to' in points ? sequences[points.to] : undefined;
  if (before === undefined || !('sequence' in before) || sequence === undefined) return before;
  if (before.kind === 'identity') return { ...before, sequence };
  return { ...before, sequence, expression: `nextval(${quoteLiteral(sequence)}::regclass)` };
}

export function recordedColumn(
  recorded: RecordedColumns | undefined,
  { table, column }: TableColumn,
): IdColumn | undefined {
  return recorded?.columns.find((each) => each.table.name === table.name && each.column === column);
}
