import { z } from 'zod';
import { type NameFault, nameFault } from './name.ts';

// biome-ignore lint/suspicious/noControlCharactersInRegex: NUL is the one character PostgreSQL cannot store
const unstorable = /\u0000|\p{Surrogate}/u;

/** Text that PostgreSQL can store and give back unchanged: no NUL, no half of a surrogate pair. */
export const storableText = z
  .string()
  .refine((text) => !unstorable.test(text), 'has a character that cannot be stored');

/** A trimmed name of 1..`max` characters without a {@link nameFault}. */
export function nameText(max: number) {
  return storableText
    .trim()
    .min(1)
    .superRefine((name, { addIssue }) => {
      const fault = nameFault(name, max);
      // That it is empty was said.
      if (fault !== null && fault !== 'empty') addIssue(nameFaultWords[fault]);
    });
}

const nameFaultWords = {
  unseen: 'has nothing that can be seen',
  control: 'has a control character',
  long: 'is too long',
} as const satisfies Record<Exclude<NameFault, 'empty'>, string>;
