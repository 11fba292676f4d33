import { z } from 'zod';
import { nameText, storableText } from '../kernel/text.ts';
import { resultStatuses } from './result.ts';
import { idSchema } from './schemas.ts';

const itemIds = z.array(idSchema).min(1).max(2000);
/** PostgreSQL's own limits lie far beyond it. */
const instantSchema = z.iso.datetime({ offset: true }).max(40);
const description = storableText.max(20_000);

export const itemsByIdInput = z.strictObject({ runId: idSchema, itemIds });

/** One status for several items, each on top of the revision that was seen of it. */
export const recordManyInput = z.strictObject({
  runId: idSchema,
  status: z.enum(resultStatuses),
  items: z
    .array(z.strictObject({ itemId: idSchema, revision: z.int().min(0) }))
    .min(1)
    .max(2000)
    .refine((all) => new Set(all.map(({ itemId }) => itemId)).size === all.length, 'has one twice'),
});

/** `userId` null: nobody in particular. */
export const assignItemsInput = z.strictObject({
  runId: idSchema,
  itemIds,
  userId: idSchema.nullable(),
});

/** Time spent on an item, in seconds, beside what was told before. */
export const spendInput = z.strictObject({
  itemId: idSchema,
  seconds: z.int().min(1).max(86_400),
});

/** Where in a run somebody is: `page` tells two pages of one person apart; `itemId` null for gone. */
export const presentInput = z.strictObject({
  runId: idSchema,
  page: storableText.min(8).max(64),
  itemId: idSchema.nullable(),
  step: z.int().min(0).max(299).nullable(),
});

/** Without `itemIds` every item of which there is a newer version. */
export const repinInput = z.strictObject({ runId: idSchema, itemIds: itemIds.optional() });

export const rerunInput = z.strictObject({ runId: idSchema, title: nameText(240).optional() });

/** The fields with which a person makes a run; without a title it is called as its template is. */
export const newRunFields = z.strictObject({
  projectId: idSchema,
  title: storableText.trim().max(240),
  assetId: idSchema.nullable(),
  templateId: idSchema.nullable(),
});

export const matrixIdInput = z.strictObject({ matrixId: idSchema });
export const createMatrixInput = z.strictObject({
  projectId: idSchema,
  title: nameText(240),
  templateId: idSchema,
  assetIds: z
    .array(idSchema)
    .min(1)
    .max(100)
    .refine((ids) => new Set(ids).size === ids.length, 'has one twice'),
});

export const takeHoldInput = z.strictObject({
  assetId: idSchema,
  runId: idSchema,
  until: instantSchema.nullish(),
});
export const handOverInput = z.strictObject({
  assetId: idSchema,
  userId: idSchema.optional(),
  until: instantSchema.nullish(),
});

/** Programs and files call a reason by its code, so it never changes. */
export const createReasonInput = z.strictObject({
  code: z.string().regex(/^[a-z][a-z0-9_]{0,59}$/),
  title: nameText(200),
  description: description.default(''),
});
export const updateReasonInput = z.strictObject({
  code: storableText.max(100),
  title: nameText(200).optional(),
  description: description.optional(),
  isActive: z.boolean().optional(),
});
