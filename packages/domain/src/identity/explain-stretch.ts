import { type AuditFinding, type AuditFindingKind, finding } from './audit-findings.ts';

/** A seal with what its row is now. Hashes are text, written in whatever way, but all in the same. */
export interface SealedRow {
  readonly position: number;
  readonly entryId: string;
  /** The row's own hash when it was sealed. */
  readonly digest: string;
  /** The same of the row as it is now; null where it is gone. */
  readonly actual: string | null;
  readonly hash: string;
}

/** Where a stretch of a chain begins. */
export interface StretchStart {
  readonly chain: string;
  /** The hash before it, or what the chain begins with. */
  readonly hash: string;
  /** Its position; 0 for the beginning. */
  readonly position: number;
}

/**
 * Names what is wrong in a stretch of one chain, by looking for the seal behind which each row was sealed.
 * A stretch is short, and best begins and ends with rows that are right.
 *
 * @param rows in the order of their positions
 * @param link the hash that a row has when it is sealed behind this hash
 */
export function explainStretch<Row extends SealedRow>(
  start: StretchStart,
  rows: readonly Row[],
  link: (previous: string, row: Row) => string,
): readonly AuditFinding[] {
  const follows = predecessors(start.hash, rows, link);
  const inserted = insertedRows(follows);
  const moved = movedRows(follows, inserted);
  const findings: AuditFinding[] = [];
  for (const [index, row] of rows.entries()) {
    const { position, entryId } = row;
    const expected = (rows[index - 1]?.position ?? start.position) + 1;
    const gap = position - expected;
    const place = { chain: start.chain, position };
    if (gap > 0) findings.push(finding('removed', { ...place, position: expected, rows: gap }));
    const faults: (AuditFindingKind | undefined)[] = [contentFault(row, rows)];
    if (inserted.has(index)) faults.push('inserted');
    else if (moved.has(index)) faults.push('reordered');
    // Behind a gap nobody can tell.
    else if (follows[index] === undefined && gap <= 0) faults.push('broken');
    for (const kind of new Set(faults)) {
      if (kind !== undefined) findings.push(finding(kind, { ...place, entryId }));
    }
  }
  return findings;
}

function contentFault(row: SealedRow, rows: readonly SealedRow[]): AuditFindingKind | undefined {
  if (row.actual === row.digest) return undefined;
  if (row.actual === null) return 'removed';
  // With the digest of another row there: the two were exchanged.
  return rows.some(({ digest }) => digest === row.actual) ? 'reordered' : 'edited';
}

/** Behind which row (-1 for the start) each was sealed; undefined where that one is not here. */
type Predecessors = readonly (number | undefined)[];

function predecessors<Row extends SealedRow>(
  start: string,
  rows: readonly Row[],
  link: (previous: string, row: Row) => string,
): Predecessors {
  const hashes = [start, ...rows.map(({ hash }) => hash)];
  return rows.map((row, index) => {
    const follows = (hash: string | undefined) =>
      hash !== undefined && link(hash, row) === row.hash;
    // Nearly always the one before it.
    if (follows(hashes[index])) return index - 1;
    const found = hashes.findIndex((hash, other) => other !== index + 1 && follows(hash));
    return found < 0 ? undefined : found - 1;
  });
}

/**
 * The rows that the chain goes on without: from the end of the stretch it is followed back, and what is not
 * met on the way, although its place has been taken or passed over, does not belong to it.
 */
function insertedRows(follows: Predecessors): ReadonlySet<number> {
  const inserted = new Set<number>();
  const kept = new Set<number>();
  /** Rows, and the start, that one of the kept follows. */
  const taken = new Set<number>();
  for (let last = follows.length - 1; last >= 0; last -= 1) {
    if (kept.has(last) || inserted.has(last)) continue;
    const path: number[] = [];
    let at: number | undefined = last;
    while (at !== undefined && at >= 0 && !kept.has(at) && !path.includes(at)) {
      path.push(at);
      at = follows[at];
    }
    const isAlien = at === undefined && path.length === 1 && isPassedOver(last, follows, kept);
    if (isAlien || (at !== undefined && taken.has(at))) {
      for (const index of path) inserted.add(index);
      continue;
    }
    for (const index of path) {
      kept.add(index);
      const previous = follows[index];
      if (previous !== undefined) taken.add(previous);
    }
  }
  return inserted;
}

/** Whether a kept row behind it was sealed behind one before it. */
function isPassedOver(index: number, follows: Predecessors, kept: ReadonlySet<number>): boolean {
  return [...kept].some((other) => other > index && (follows[other] ?? index) < index);
}

/**
 * The fewest rows that were moved, if the others still stand in the order in which they were sealed: those
 * outside a longest ascending run of it.
 */
function movedRows(follows: Predecessors, inserted: ReadonlySet<number>): ReadonlySet<number> {
  const next = new Map<number, number>();
  for (const [index, previous] of follows.entries()) {
    if (previous !== undefined && !inserted.has(index)) next.set(previous, index);
  }
  const moved = new Set<number>();
  const roots = follows.flatMap((previous, index) => (previous === undefined ? [index] : []));
  for (const root of [-1, ...roots]) {
    const sealed: number[] = [];
    for (let at = next.get(root); at !== undefined; at = next.get(at)) sealed.push(at);
    if (root >= 0 && !inserted.has(root)) sealed.unshift(root);
    const stayed = new Set(longestAscending(sealed));
    for (const index of sealed) if (!stayed.has(index)) moved.add(index);
  }
  return moved;
}

function longestAscending(numbers: readonly number[]): readonly number[] {
  const runs: (readonly number[])[] = [];
  for (const number of numbers) {
    const before = longest(runs.filter((run) => (run.at(-1) ?? number) < number));
    runs.push([...before, number]);
  }
  return longest(runs);
}

function longest(runs: readonly (readonly number[])[]): readonly number[] {
  return runs.reduce((best, run) => (run.length > best.length ? run : best), []);
}
