/** What a table holds, in so few letters that two databases can be compared. */
export interface TableFingerprint {
  readonly schema: string;
  readonly table: string;
  readonly rows: number;
  /** 128 bits in hex: the sum of the rows' SHA-256, so the order of rows does not count. */
  readonly hash: string;
}

/** A table that is not the same on both sides; null where a side does not have it. */
export interface TableDifference {
  readonly schema: string;
  readonly table: string;
  readonly expectedRows: number | null;
  readonly foundRows: number | null;
}

/** The tables that one side lacks, or whose rows differ, ordered as they come. */
export function fingerprintDifferences(
  expected: readonly TableFingerprint[],
  found: readonly TableFingerprint[],
): readonly TableDifference[] {
  const foundByName = new Map(found.map((each) => [keyOf(each), each]));
  const expectedNames = new Set(expected.map(keyOf));
  const changed = expected.flatMap((each) => {
    const other = foundByName.get(keyOf(each));
    if (other?.rows === each.rows && other.hash === each.hash) return [];
    return [difference(each, each.rows, other?.rows ?? null)];
  });
  const extra = found.filter((each) => !expectedNames.has(keyOf(each)));
  return [...changed, ...extra.map((each) => difference(each, null, each.rows))];
}

/** No name holds the letter NUL. */
const keyOf = ({ schema, table }: TableFingerprint): string => `${schema}\0${table}`;

function difference(
  { schema, table }: TableFingerprint,
  expectedRows: number | null,
  foundRows: number | null,
): TableDifference {
  return { schema, table, expectedRows, foundRows };
}
