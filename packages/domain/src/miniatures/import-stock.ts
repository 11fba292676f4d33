import { emptyCounts } from '../kernel/pipeline.ts';
import type { DailySum } from './daily-sum.ts';
import { type Counts, miniaturesPipeline, type Stage, stages } from './stages.ts';

/**
 * Works out when imported stock appeared. A file says how many there are by now and how they moved, but not
 * since when they were there: they are assumed to have come on the day of their first move, in the stages
 * that the moves started from. Stock without a history appears on the day of its import.
 *
 * Takes the sums of one type, in the order of days. Returns sums that, added up day by day, never go below
 * zero because of an imported move, and end at the same counts as the imports alone: a move that is larger
 * than the file's counts allow is cut down to what they allow, and one dated after the last import is left
 * out, since it cannot have led to these counts. Which import a move came with is not recorded, so the
 * moves are attributed to as few of the imports as can account for them.
 */
export function settleImports(sums: readonly DailySum[]): readonly DailySum[] {
  const ofFiles = sums.filter((sum) => sum.imported || sum.kind === 'import');
  if (ofFiles.length === 0) return sums;
  const settled = settle(ofFiles);
  return sums.flatMap((sum) => settled.get(sum) ?? [sum]);
}

/** What stands in the place of a sum, where it is something else than the sum. */
type Settled = ReadonlyMap<DailySum, readonly DailySum[]>;

function settle(ofFiles: readonly DailySum[]): Settled {
  const settled = new Map<DailySum, readonly DailySum[]>();
  const imports = ofFiles.filter((sum) => sum.kind === 'import');
  const lastImport = imports.at(-1)?.day ?? Number.NEGATIVE_INFINITY;
  const moves: DailySum[] = [];
  for (const sum of ofFiles) {
    if (sum.kind === 'import') continue;
    if (sum.day <= lastImport) moves.push(sum);
    else settled.set(sum, []);
  }
  const [first] = moves;
  const lastMove = moves.at(-1);
  if (first === undefined || lastMove === undefined) return settled;
  const movesBack = moves.toSorted(latestFirst);
  const candidates = imports.filter((sum) => sum.day >= first.day);
  for (const day of new Set(candidates.map((sum) => sum.day))) {
    if (day < lastMove.day) continue;
    const stock = candidates.filter((sum) => sum.day <= day);
    const before = takeBack(stock, movesBack);
    if (before.short && day !== lastImport) continue;
    for (const sum of stock) settled.set(sum, []);
    for (const [move, quantity] of before.cut) {
      settled.set(move, quantity > 0 ? [{ ...move, quantity }] : []);
    }
    const arrival = { ...first, kind: 'import', imported: false, from: null } as const;
    const arrivals = stages
      .map((to) => ({ ...arrival, to, quantity: before.counts[to] }))
      .filter(({ quantity }) => quantity > 0);
    settled.set(first, [...arrivals, ...(settled.get(first) ?? [first])]);
    break;
  }
  return settled;
}

interface Before {
  readonly counts: Counts;
  /** How much the stock bears out of the moves that it does not bear out whole. */
  readonly cut: ReadonlyMap<DailySum, number>;
  readonly short: boolean;
}

/** How the stock stood before its moves, which are taken back from the latest to the first. */
function takeBack(stock: readonly DailySum[], movesBack: readonly DailySum[]): Before {
  const counts: Record<Stage, number> = { ...emptyCounts(miniaturesPipeline) };
  for (const { to, quantity } of stock) if (to !== null) counts[to] += quantity;
  const cut = new Map<DailySum, number>();
  for (const move of movesBack) {
    const { from, to, quantity } = move;
    if (from === null || to === null) continue;
    const part = Math.min(quantity, counts[to]);
    if (part < quantity) cut.set(move, part);
    counts[to] -= part;
    counts[from] += part;
  }
  return { counts, cut, short: cut.size > 0 };
}

/** Within a day the later stages first: what went through several of them comes back step by step. */
function latestFirst(a: DailySum, b: DailySum): number {
  return a.day !== b.day ? b.day - a.day : placeOf(b.to) - placeOf(a.to);
}

function placeOf(stage: Stage | null): number {
  return stage === null ? -1 : stages.indexOf(stage);
}
