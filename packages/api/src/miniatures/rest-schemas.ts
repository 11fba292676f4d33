import { formatMicros } from '@atelier/domain/kernel/instant.ts';
import { miniaturesError } from '@atelier/domain/miniatures/errors.ts';
import type { HistoryGroup } from '@atelier/domain/miniatures/history.ts';
import { typeNameSchema } from '@atelier/domain/miniatures/schemas.ts';
import { isStage, maxQuantity, type Stage, stages } from '@atelier/domain/miniatures/stages.ts';
import type { MiniatureType } from '@atelier/domain/miniatures/types.ts';
import { z } from 'zod';

/** Snake_case shapes of the REST contract, beside the ones that tRPC speaks. */

const count = z.int().min(0).max(maxQuantity);
const stage = z.enum(stages).meta({ id: 'Stage' });
const quantity = z.int().min(1).max(maxQuantity).meta({ id: 'Quantity' });
const instant = z.string().meta({ format: 'date-time', example: '2026-01-31T08:00:00.000000Z' });
/** Any text passes here: an unknown stage has a code of its own, given by {@link readStage}. */
const stageText = z
  .string()
  .max(64)
  .meta({ enum: [...stages] });

export const typeShape = z
  .strictObject({
    id: z.uuid(),
    name: z.string(),
    counts: z.strictObject({
      in_box: count,
      building: count,
      priming: count,
      painting: count,
      done: count,
    }),
  })
  .meta({ id: 'MiniatureType' });

export const typesShape = z.strictObject({ items: z.array(typeShape) });
export const createShape = z.strictObject({ name: typeNameSchema.meta({ maxLength: 255 }) });
export const moveShape = z.strictObject({
  from_stage: stageText,
  to_stage: stageText,
  qty: quantity,
});
export const addShape = z.strictObject({ qty: quantity });

export const historyShape = z.strictObject({
  items: z.array(
    z.strictObject({ from_stage: stage, to_stage: stage, qty: z.int().min(1), timestamp: instant }),
  ),
});

export const exportShape = z
  .strictObject({
    types: z.array(
      z.strictObject({
        name: z.string(),
        stage_counts: z.array(z.strictObject({ stage, count })).length(stages.length),
        history: z.array(
          z.strictObject({
            from_stage: stage,
            to_stage: stage,
            qty: quantity,
            created_at: instant,
          }),
        ),
      }),
    ),
  })
  .meta({ id: 'MiniaturesExport' });

export const importedShape = z.union([
  z.strictObject({ status: z.literal('ok') }),
  z.strictObject({
    types: z.array(z.unknown()),
    created: z.int(),
    merged: z.int(),
    events: z.int(),
  }),
]);

export type RestType = z.infer<typeof typeShape>;

/** A stage of the pipeline, or `ERR_INVALID_STAGE`. */
export function readStage(text: string): Stage {
  if (!isStage(text)) throw miniaturesError('ERR_INVALID_STAGE');
  return text;
}

export function toRestType({ id, name, counts }: MiniatureType): RestType {
  return {
    id,
    name,
    counts: {
      in_box: counts.IN_BOX,
      building: counts.BUILDING,
      priming: counts.PRIMING,
      painting: counts.PAINTING,
      done: counts.DONE,
    },
  };
}

export function toRestGroup({ from, to, quantity, startedAt }: HistoryGroup) {
  return { from_stage: from, to_stage: to, qty: quantity, timestamp: formatMicros(startedAt) };
}
