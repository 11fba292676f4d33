import { z } from 'zod';
import { storableText } from '../kernel/text.ts';

/** How many settings one person may have. */
export const maxSettings = 500;
/** Of one value, as JSON in UTF-8. */
export const maxSettingBytes = 64 * 1024;
/** How far lists and objects in a value may stand in each other. */
export const maxSettingDepth = 32;

/** Like `miniatures.collection.view`: the area first, so that two areas never use one key. */
export const settingKeySchema = z
  .string()
  .max(200)
  .regex(/^[a-zA-Z][\w-]*(?:[.:/][\w-]+)*$/);

const settingValueSchema = z.unknown().superRefine((value, { addIssue }) => {
  const fault = settingFault(value);
  if (fault !== null) addIssue(fault);
});

/** `keys` left out for all. */
export const getSettingsInput = z
  .strictObject({ keys: z.array(settingKeySchema).max(maxSettings).optional() })
  .prefault({});
export const setSettingInput = z.strictObject({ key: settingKeySchema, value: settingValueSchema });
export const removeSettingInput = z.strictObject({ key: settingKeySchema });

/** What is wrong with a value, which came as JSON; null for nothing. */
export function settingFault(value: unknown): string | null {
  if (value === undefined) return 'is missing';
  // Level by level, without recursion: how deep it is, is up to whoever sent it.
  let level: readonly unknown[] = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > maxSettingDepth) return 'has too many levels';
    if (!level.every(isStorable)) return 'has a character that cannot be stored';
    level = level.flatMap(partsOf);
  }
  return utf8Bytes(JSON.stringify(value)) > maxSettingBytes ? 'is too large' : null;
}

/** Of text without halves of surrogate pairs. */
function utf8Bytes(text: string): number {
  let bytes = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return bytes;
}

/** What stands in a list or an object, and the names of its fields. */
function partsOf(value: unknown): readonly unknown[] {
  if (typeof value !== 'object' || value === null) return [];
  return Array.isArray(value) ? value : [...Object.keys(value), ...Object.values(value)];
}

function isStorable(value: unknown): boolean {
  return typeof value !== 'string' || storableText.safeParse(value).success;
}
