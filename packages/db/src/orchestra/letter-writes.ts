import type { Json } from '@atelier/domain/orchestra/json.ts';
import type { Knex } from 'knex';
import { LetterModel } from './models/letter.ts';

export interface NewLetter {
  readonly id: string;
  readonly recipients: readonly string[];
  readonly sender: string;
  readonly addressees: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly parts: Json;
  readonly size: number;
}

export async function insertLetter(db: Knex, letter: NewLetter): Promise<void> {
  const { recipients, text, html, parts, ...rest } = letter;
  await LetterModel.query(db).insert({
    ...rest,
    recipients: [...recipients],
    ...{ bodyText: text, bodyHtml: html, partsJson: parts },
  });
}

/** Removes what came so many days ago, and all but the newest so many. */
export async function forgetLetters(db: Knex, days: number, most: number): Promise<number> {
  const { rowCount } = await db.raw<{ rowCount: number }>(
    `DELETE FROM orchestra.letters WHERE received_at < clock_timestamp() - :days * interval '1 day'
       OR (received_at, id) < (SELECT received_at, id FROM orchestra.letters
         ORDER BY received_at DESC, id DESC OFFSET :before LIMIT 1)`,
    { days, before: most - 1 },
  );
  return rowCount;
}
