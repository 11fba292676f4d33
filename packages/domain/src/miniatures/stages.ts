import { definePipeline, type StageCounts } from '../kernel/pipeline.ts';

/** The five stages of a miniature, first to last. */
export const miniaturesPipeline = definePipeline([
  'IN_BOX',
  'BUILDING',
  'PRIMING',
  'PAINTING',
  'DONE',
]);

export const stages = miniaturesPipeline.stages;

export type Stage = (typeof stages)[number];

/** How many miniatures of one type stand in each stage. */
export type Counts = StageCounts<Stage>;

/**
 * The most miniatures of one type that a stage holds, and the most that one command moves. An export
 * states at most this many, so more could not be imported back.
 */
export const maxQuantity = 1_000_000;

export function isStage(text: string): text is Stage {
  return (stages as readonly string[]).includes(text);
}
