import { formatMicros } from '@atelier/domain/kernel/instant.ts';
import { miniaturesError } from '@atelier/domain/miniatures/errors.ts';
import type { HistoryGroup } from '@atelier/domain/miniatures/history.ts';
import { importNotes } from '@atelier/domain/miniatures/import-mending.ts';
import { typeNameSchema } from '@atelier/domain/miniatures/schemas.ts';
import { isStage, maxQuantity, type Stage, stages } from '@atelier/domain/miniatures/stages.ts';
import type { MiniatureType } from '@atelier/domain/miniatures/types.ts';
import { z } from 'zod';

/** Snake_case shapes of the REST contract, beside the ones that tRPC speaks. */

const name = z.string().meta({ example: 'Space Marines' });
const count = z.int().min(0).max(maxQuantity).meta({ example: 0 });
const stage = z.enum(stages).meta({ id: 'Stage' });
const number = z.int().min(1).meta({ example: 7 });
const quantity = z.int().min(1).max(maxQuantity).meta({ id: 'Quantity', example: 5 });
const total = z.int().min(0);
const example = {
  from_stage: 'IN_BOX',
  to_stage: 'BUILDING',
  qty: 5,
  created_at: '2026-01-31T08:00:00Z',
};
const instant = z.string().meta({ format: 'date-time', example: example.created_at });
/** Any text passes here: an unknown stage has a code of its own, given by {@link readStage}. */
const stageText = z
  .string()
  .max(64)
  .meta({ enum: [...stages] });

export const statusShape = z.strictObject({ status: z.literal('ok'), version: z.literal('v1') });

export const typeShape = z
  .strictObject({
    id: number.meta({ description: 'The same for good, and never given to another type.' }),
    name,
    counts: z.strictObject({
      in_box: count.meta({ example: 10 }),
      building: count,
      priming: count,
      painting: count,
      done: count,
    }),
  })
  .meta({ id: 'MiniatureType' });

/** What stands for `{id}` in an address. */
export const idInAddress = z.union([number, z.uuid()]).meta({
  description:
    'The type’s `id`. Its UUID, as the web app shows it in addresses, is understood too.',
  example: 7,
});
/** Left out, a list comes whole. */
export const pageQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(1000).optional().meta({
    description: 'At most so many: a page. With a `cursor` alone it is 200.',
    example: 100,
  }),
  cursor: z
    .string()
    .min(1)
    .max(2000)
    .optional()
    .meta({ description: 'The `next_cursor` of the page before.' }),
});
/** For a list that only comes whole: whoever asks for a part of it is told. */
export const noQuery = z.strictObject({});
export const typesShape = z.strictObject({
  items: z.array(typeShape),
  next_cursor: z.string().nullable().optional().meta({
    description:
      'Of a page: what to ask the next one with, null on the last. A whole list has none.',
    example: null,
  }),
});
export const createShape = z.strictObject({
  name: typeNameSchema.meta({ maxLength: 255, example: 'Space Marines' }),
});
export const moveShape = z.strictObject({
  from_stage: stageText.meta({ example: example.from_stage }),
  to_stage: stageText.meta({ example: example.to_stage }),
  qty: quantity,
});
export const addShape = z.strictObject({ qty: quantity });

const { created_at: timestamp, ...exampleMove } = example;
const group = z
  .strictObject({ from_stage: stage, to_stage: stage, qty: z.int().min(1), timestamp: instant })
  .meta({ example: { ...exampleMove, timestamp } });
export const historyShape = z.strictObject({ items: z.array(group) });

const event = z
  .strictObject({ from_stage: stage, to_stage: stage, qty: quantity, created_at: instant })
  .meta({ example });
const stageCounts = z
  .array(z.strictObject({ stage, count }))
  .length(stages.length)
  .meta({ example: stages.map((stage, place) => ({ stage, count: place === 1 ? 5 : 0 })) });
export const exportShape = z
  .strictObject({
    types: z.array(z.strictObject({ name, stage_counts: stageCounts, history: z.array(event) })),
  })
  .meta({ id: 'MiniaturesExport' });

const countsByStage = z
  .strictObject({
    IN_BOX: count,
    BUILDING: count.meta({ example: 5 }),
    PRIMING: count,
    PAINTING: count,
    DONE: count,
  })
  .meta({ id: 'CountsByStage' });
const changedType = z.strictObject({
  name,
  before: countsByStage
    .nullable()
    .meta({ description: 'Null for a type that would be created.', example: null }),
  after: countsByStage,
  events: total.meta({ description: 'How many events its history would gain.', example: 1 }),
  listed: z.int().min(1).meta({ description: 'How often the file lists it.', example: 1 }),
  archived: z.boolean().meta({
    description: 'Whether it is archived, and would come back into use.',
    example: false,
  }),
  similar: z.string().nullable().meta({
    description: 'An existing type whose name differs from that of a new one by case alone.',
    example: null,
  }),
  repeated: z.boolean().meta({
    description:
      'Whether it looks like the same collection again: the same first event, or the same counts where neither has a history. Its counts would double.',
    example: false,
  }),
});
const mending = z.strictObject({
  note: z.enum(importNotes),
  count: z.int().min(1).meta({ description: 'How often.', example: 1 }),
  first: z
    .strictObject({
      type: z.int().min(1).optional().meta({ example: 1 }),
      name: name.optional(),
      event: z.int().min(1).optional().meta({ example: 1 }),
    })
    .meta({ description: 'Where first; `type` and `event` are numbers from 1.' }),
});
export const importedShape = z.union([
  z.strictObject({ status: z.literal('ok') }).meta({ title: 'Imported' }),
  z
    .strictObject({
      types: z.array(changedType),
      created: total.meta({ description: 'Types that would be created.', example: 1 }),
      merged: total.meta({ description: 'Types that exist already.', example: 0 }),
      events: total.meta({ description: 'Events of all types together.', example: 1 }),
      mended: z.array(mending).meta({ description: 'What `lenient=true` mended.', example: [] }),
    })
    .meta({ title: 'With dry_run=true' }),
]);

export type RestType = z.infer<typeof typeShape>;

/** A stage of the pipeline, or `ERR_INVALID_STAGE`. */
export function readStage(text: string): Stage {
  if (!isStage(text)) throw miniaturesError('ERR_INVALID_STAGE');
  return text;
}

export function toRestType({ number, name, counts }: MiniatureType): RestType {
  return {
    id: number,
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
