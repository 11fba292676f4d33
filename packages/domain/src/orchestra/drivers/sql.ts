import { z } from 'zod';
import { longText, secretName } from '../fields.ts';
import { jsonValue } from '../json.ts';

/** One statement against a database. Values go in as parameters, never into the text. */
export const sqlRequest = z.strictObject({
  connection: secretName,
  text: longText.min(1),
  params: z.array(jsonValue).max(500).default([]),
});

export type SqlRequest = z.output<typeof sqlRequest>;

export interface SqlAnswer {
  /** In the order of the database; dates and large numbers as text. */
  readonly rows: readonly Readonly<Record<string, unknown>>[];
  /** Of a change: how many rows it met. */
  readonly rowCount: number;
  readonly durationMs: number;
}
