import { z } from 'zod';
import { nameText, storableText } from '../kernel/text.ts';
import { maxQuantity, stages } from './stages.ts';
import { maxNameLength } from './types.ts';

export const stageSchema = z.enum(stages);
export const typeNameSchema = nameText(maxNameLength);
export const quantitySchema = z.int().min(1).max(maxQuantity);
/** In lower case, as the database writes ids, whatever case it came in: ids are compared and sorted. */
const idSchema = z.uuid().toLowerCase();

export const typeIdInput = z.strictObject({ id: idSchema });
/** {@link MiniatureType.number} */
export const typeNumberInput = z.strictObject({ number: z.int().min(1) });
/** Up to 1,000 types, all or nothing. */
export const typeIdsInput = z.strictObject({ ids: z.array(idSchema).min(1).max(1000) });
export const createTypeInput = z.strictObject({ name: typeNameSchema });
/** `besides`: the type that is to get the name; another one with it is looked for. */
export const namesakeInput = z.strictObject({ name: typeNameSchema, besides: idSchema.optional() });
export const renameTypeInput = z.strictObject({ id: idSchema, name: typeNameSchema });
export const addToBoxInput = z.strictObject({ id: idSchema, quantity: quantitySchema });
export const moveInput = z.strictObject({
  id: idSchema,
  from: stageSchema,
  to: stageSchema,
  quantity: quantitySchema,
});
/** Up to 1,000 moves, all or nothing; a type may stand in it more than once. */
export const moveManyInput = z.strictObject({ moves: z.array(moveInput).min(1).max(1000) });
/** `entryId`: the entry that the user saw as the latest; refused when another one is by now. */
export const undoInput = z.strictObject({ id: idSchema, entryId: idSchema.optional() });
/** Up to 1,000 entries in the order in which they were written, all or nothing. */
export const undoManyInput = z.strictObject({
  entries: z.array(undoInput.required()).min(1).max(1000),
});

export const localeSchema = z.enum(['en', 'ru']);
const cursorSchema = z.string().max(2000);

/** `search` matches anywhere in the name, whatever the case. Sorted by the language of `locale`. */
export const listTypesInput = z.strictObject({
  search: storableText.trim().max(255).optional(),
  archived: z.boolean().default(false),
  locale: localeSchema.default('en'),
  limit: z.int().min(1).max(1000).default(200),
  cursor: cursorSchema.nullish(),
});
export const typesByIdInput = z.strictObject({ ids: z.array(idSchema).min(1).max(200) });
export const historyInput = z.strictObject({
  id: idSchema,
  limit: z.int().min(1).max(500).default(50),
  cursor: cursorSchema.nullish(),
});

/** Days are counted in `timeZone` (IANA name). Without `id`: the whole collection. */
export const statisticsInput = z.strictObject({
  id: idSchema.optional(),
  timeZone: z.string().max(64).refine(isTimeZone, 'is not a time zone').default('UTC'),
});

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return /^[A-Za-z]/.test(name);
  } catch {
    return false;
  }
}
