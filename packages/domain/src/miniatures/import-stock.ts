import { emptyCounts } from '../kernel/pipeline.ts';
import { type Counts, miniaturesPipeline, type Stage, stages } from './stages.ts';
import type { DailySum } from './statistics.ts';

/**
 * Tells imported stock when to appear. A file says how many there are by now and how they moved, but
 * not since when they were there: they are taken to have come on the day of their first move, in the
 * stages that the moves started from. What has no history came with its import.
 *
 * Gives sums that, added up day by day, never go below zero by an imported move, and end at the same
 * counts as the imports alone: a move that the file's counts do not bear out is cut down to what they
 * do, and one dated after the last import is left out, since it cannot have led to them. Which import
 * a move came with is not recorded, so a type's moves are given to as few of its imports as bear them.
 */
export function settleImports(sums: readonly DailySum[]): readonly DailySum[] {
  const ofTypes = new Map<string, DailySum[]>();
  for (const sum of sums) {
    if (!sum.imported && sum.kind !== 'import') continue;
    const ofType = ofTypes.get(sum.typeId);
    if (ofType === undefined) ofTypes.set(sum.typeId, [sum]);
    else ofType.push(sum);
  }
  const settled: Settled = new Map();
  for (const ofType of ofTypes.values()) settleType(ofType, settled);
  return sums.flatMap((sum) => settled.get(sum) ?? [sum]);
}

/** What stands in the place of a sum, where it is something else than the sum. */
type Settled = Map<DailySum, readonly DailySum[]>;

function settleType(ofFiles: readonly DailySum[], settled: Settled): void {
  const imports = ofFiles.filter((sum) => sum.kind === 'import');
  const lastImport = imports.at(-1)?.day ?? '';
  const moves: DailySum[] = [];
  for (const sum of ofFiles) {
    if (sum.kind === 'import') continue;
    if (sum.day <= lastImport) moves.push(sum);
    else settled.set(sum, []);
  }
  const [first] = moves;
  const lastMove = moves.at(-1);
  if (first === undefined || lastMove === undefined) return;
  const candidates = imports.filter((sum) => sum.day >= first.day);
  for (const day of new Set(candidates.map((sum) => sum.day))) {
    if (day < lastMove.day) continue;
    const stock = candidates.filter((sum) => sum.day <= day);
    const before = takeBack(stock, moves);
    if (before.short && day !== lastImport) continue;
    for (const sum of stock) settled.set(sum, []);
    for (const [move, quantity] of before.moved) {
      settled.set(move, quantity > 0 ? [{ ...move, quantity }] : []);
    }
    const arrival = { ...first, kind: 'import', imported: false, from: null } as const;
    const arrivals = stages
      .map((to) => ({ ...arrival, to, quantity: before.counts[to] }))
      .filter(({ quantity }) => quantity > 0);
    settled.set(first, [...arrivals, ...(settled.get(first) ?? [])]);
    return;
  }
}

interface Before {
  readonly counts: Counts;
  /** How much of each move the stock bears out. */
  readonly moved: ReadonlyMap<DailySum, number>;
  /** Whether that is less than the moves say. */
  readonly short: boolean;
}

/** How the stock stood before its moves. */
function takeBack(stock: readonly DailySum[], moves: readonly DailySum[]): Before {
  const counts: Record<Stage, number> = { ...emptyCounts(miniaturesPipeline) };
  for (const { to, quantity } of stock) if (to !== null) counts[to] += quantity;
  const moved = new Map<DailySum, number>();
  let short = false;
  for (const move of moves.toSorted(latestFirst)) {
    const { from, to, quantity } = move;
    if (from === null || to === null) continue;
    const part = Math.min(quantity, counts[to]);
    if (part < quantity) short = true;
    counts[to] -= part;
    counts[from] += part;
    moved.set(move, part);
  }
  return { counts, moved, short };
}

/** Within a day the later stages first: what went through several of them comes back step by step. */
function latestFirst(a: DailySum, b: DailySum): number {
  if (a.day !== b.day) return a.day < b.day ? 1 : -1;
  return placeOf(b.to) - placeOf(a.to);
}

function placeOf(stage: Stage | null): number {
  return stage === null ? -1 : stages.indexOf(stage);
}
