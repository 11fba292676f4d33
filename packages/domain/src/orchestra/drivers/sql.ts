import { z } from 'zod';
import { longText, secretName } from '../fields.ts';
import { jsonValue } from '../json.ts';

/** One statement against a database. Values go in as parameters, never into the text. */
export const sqlRequest = z.strictObject({
  connection: secretName,
  text: longText.min(1),
  params: z.array(jsonValue).max(500).default([]),
  /**
   * Whether it only looks: it is carried out where nothing can be changed, and may be repeated. A `SELECT` does, unless
   * it says `false`, as one has to that calls a function that changes something.
   */
  readOnly: z.boolean().optional(),
});

export type SqlRequest = z.output<typeof sqlRequest>;

export interface SqlAnswer {
  /** In the order of the database; dates and large numbers as text. */
  readonly rows: readonly Readonly<Record<string, unknown>>[];
  /** Of a change: how many rows it met. */
  readonly rowCount: number;
  readonly durationMs: number;
}

const looking = /^(?:select|values|table|show)\b/i;

/** Whether a statement only looks, by what it says of itself or by its first word. */
export function isReadOnly({
  text,
  readOnly,
}: {
  readonly text: string;
  readonly readOnly?: boolean | undefined;
}): boolean {
  return readOnly ?? looking.test(withoutOpening(text));
}

/** Without the comments, blanks and brackets that it begins with. */
function withoutOpening(text: string): string {
  const [opening = ''] = /^(?:\s|\(|--[^\n]*(?:\n|$)|\/\*(?:[^*]|\*(?!\/))*\*\/)*/.exec(text) ?? [];
  return text.slice(opening.length);
}
