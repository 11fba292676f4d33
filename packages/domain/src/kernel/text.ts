import { z } from 'zod';

// biome-ignore lint/suspicious/noControlCharactersInRegex: NUL is the one character PostgreSQL cannot store
const unstorable = /\u0000|\p{Surrogate}/u;

/** Text that PostgreSQL can store and give back unchanged: no NUL, no half of a surrogate pair. */
export const storableText = z
  .string()
  .refine((text) => !unstorable.test(text), 'has a character that cannot be stored');

/** A trimmed name of 1..`max` characters (code points, as PostgreSQL counts them). */
export function nameText(max: number) {
  return storableText
    .trim()
    .min(1)
    .refine(
      (text) => text.length <= max || [...text].length <= max,
      `is longer than ${max} characters`,
    );
}
