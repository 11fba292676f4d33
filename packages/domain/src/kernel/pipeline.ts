/**
 * A pipeline: stages in a fixed order, with a count of things standing in each. Things move forward
 * only, and may skip stages. Nothing here knows which things, or where the counts are kept.
 */
export interface Pipeline<Stage extends string> {
  readonly stages: readonly Stage[];
  /** The place of a stage, 0 for the first. */
  readonly indexOf: (stage: Stage) => number;
  readonly first: Stage;
  readonly last: Stage;
}

/** How many things stand in each stage: whole numbers, never negative. */
export type StageCounts<Stage extends string> = Readonly<Record<Stage, number>>;

/** A quantity on its way from one stage to a later one. */
export interface Move<Stage extends string> {
  readonly from: Stage;
  readonly to: Stage;
  readonly quantity: number;
}

/** Why a pipeline refuses a move. */
export type MoveRefusal =
  | { readonly reason: 'not_forward' }
  | { readonly reason: 'invalid_quantity' }
  | { readonly reason: 'insufficient'; readonly available: number };

/** Either the value, or why there is none. */
export type Decision<Value, Refusal> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly refusal: Refusal };

/** Builds a pipeline from its stages, first to last. Throws TypeError for fewer than two, or a repeated one. */
export function definePipeline<const Stage extends string>(
  stages: readonly Stage[],
): Pipeline<Stage> {
  const places = new Map(stages.map((stage, index) => [stage, index]));
  const first = stages[0];
  const last = stages.at(-1);
  if (first === undefined || last === undefined || stages.length < 2) {
    throw new TypeError('A pipeline has at least two stages.');
  }
  if (places.size !== stages.length) throw new TypeError('A stage stands in a pipeline once.');
  return { stages, first, last, indexOf: (stage) => places.get(stage) ?? -1 };
}

/** Zero in every stage. */
export function emptyCounts<Stage extends string>(pipeline: Pipeline<Stage>): StageCounts<Stage> {
  return mapStages(pipeline, () => 0);
}

/** One number for each stage, made by `count`. */
export function mapStages<Stage extends string>(
  pipeline: Pipeline<Stage>,
  count: (stage: Stage, index: number) => number,
): StageCounts<Stage> {
  const entries = pipeline.stages.map((stage, index) => [stage, count(stage, index)] as const);
  return Object.fromEntries(entries) as Record<Stage, number>;
}

/** Whether `to` stands after `from`. Skipping stages is forward too. */
export function isForward<Stage extends string>(
  pipeline: Pipeline<Stage>,
  from: Stage,
  to: Stage,
): boolean {
  return pipeline.indexOf(to) > pipeline.indexOf(from) && pipeline.indexOf(from) >= 0;
}

/** The stages that things in `from` can move to, nearest first. */
export function stagesAfter<Stage extends string>(
  pipeline: Pipeline<Stage>,
  from: Stage,
): readonly Stage[] {
  return pipeline.stages.slice(pipeline.indexOf(from) + 1);
}

/** The stage right after `from`, or null where `from` is the last. */
export function nextStage<Stage extends string>(
  pipeline: Pipeline<Stage>,
  from: Stage,
): Stage | null {
  return stagesAfter(pipeline, from)[0] ?? null;
}

/** What a move is by itself, before any count is known: forward, and a whole quantity of at least one. */
export function checkMove<Stage extends string>(
  pipeline: Pipeline<Stage>,
  move: Move<Stage>,
): MoveRefusal | null {
  if (!isForward(pipeline, move.from, move.to)) return { reason: 'not_forward' };
  if (!Number.isSafeInteger(move.quantity) || move.quantity < 1) {
    return { reason: 'invalid_quantity' };
  }
  return null;
}

/** The counts after a move; refuses rather than let a count fall below zero. The total never changes. */
export function applyMove<Stage extends string>(
  pipeline: Pipeline<Stage>,
  counts: StageCounts<Stage>,
  move: Move<Stage>,
): Decision<StageCounts<Stage>, MoveRefusal> {
  const refusal = checkMove(pipeline, move);
  if (refusal !== null) return { ok: false, refusal };
  const available = counts[move.from];
  if (available < move.quantity) {
    return { ok: false, refusal: { reason: 'insufficient', available } };
  }
  const value = mapStages(pipeline, (stage) => {
    if (stage === move.from) return counts[stage] - move.quantity;
    if (stage === move.to) return counts[stage] + move.quantity;
    return counts[stage];
  });
  return { ok: true, value };
}

/** How many things stand in all stages together. */
export function totalCount<Stage extends string>(
  pipeline: Pipeline<Stage>,
  counts: StageCounts<Stage>,
): number {
  return pipeline.stages.reduce((sum, stage) => sum + counts[stage], 0);
}

/**
 * How far everything together has come, 0..1: a thing in the first stage counts 0, in the last 1,
 * evenly in between. 0 for a pipeline with nothing in it.
 */
export function progress<Stage extends string>(
  pipeline: Pipeline<Stage>,
  counts: StageCounts<Stage>,
): number {
  const total = totalCount(pipeline, counts);
  if (total === 0) return 0;
  const steps = pipeline.stages.reduce((sum, stage, index) => sum + counts[stage] * index, 0);
  return steps / (total * (pipeline.stages.length - 1));
}
