import type { Json } from '@atelier/domain/orchestra/json.ts';
import type { Mailbox } from '@atelier/domain/orchestra/mailbox.ts';
import type { Knex } from 'knex';

/** A letter as it came. */
export interface StoredLetter {
  readonly id: string;
  readonly recipients: readonly string[];
  readonly sender: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly parts: Json;
  readonly receivedAt: Date;
}

export interface LetterQuery {
  readonly mailbox: Mailbox;
  /** The run of a suite since whose start it came; null for any. */
  readonly since: string | null;
  /** What has to be contained, in letters small or large. */
  readonly to?: string | undefined;
  readonly from?: string | undefined;
  readonly subject?: string | undefined;
  /** In its text or its HTML. */
  readonly contains?: string | undefined;
  /** Letters that are not looked at. */
  readonly without: readonly string[];
  readonly limit: number;
}

interface LetterRow {
  readonly id: string;
  readonly recipients: readonly string[];
  readonly sender: string;
  readonly subject: string;
  readonly body_text: string;
  readonly body_html: string;
  readonly parts_json: Json;
  readonly received_at: Date;
}

const has = (column: string, name: string) =>
  `(:${name}::text IS NULL OR strpos(lower(${column}), lower(:${name}::text)) > 0)`;

/** Letters of a mailbox, in the order in which they came. */
export async function findLetters(db: Knex, query: LetterQuery): Promise<readonly StoredLetter[]> {
  const { mailbox, since, to, from, subject, contains, without, limit } = query;
  const { rows } = await db.raw<{ rows: LetterRow[] }>(
    `SELECT id, recipients, sender, subject, body_text, body_html, parts_json, received_at
     FROM orchestra.letters
     WHERE received_at >= coalesce(
         (SELECT started_at FROM orchestra.suite_runs WHERE id = :since::uuid), '-infinity')
       AND EXISTS (SELECT FROM unnest(recipients) AS each
         WHERE split_part(each, '@', -1) = :domain AND (:name::text IS NULL
           OR each = :name || '@' || :domain OR starts_with(each, :name || '+')))
       AND id <> ALL (:without::uuid[])
       AND ${has('addressees', 'to')} AND ${has('sender', 'from')} AND ${has('subject', 'subject')}
       AND (:contains::text IS NULL OR strpos(lower(body_text), lower(:contains::text)) > 0
         OR strpos(lower(body_html), lower(:contains::text)) > 0)
     ORDER BY received_at, id LIMIT :limit`,
    {
      ...{ domain: mailbox.domain, name: mailbox.name, since, without: [...without], limit },
      ...{ to: to ?? null, from: from ?? null, subject: subject ?? null },
      contains: contains ?? null,
    },
  );
  return rows.map((row) => ({
    ...{ id: row.id, recipients: row.recipients, sender: row.sender, subject: row.subject },
    ...{ text: row.body_text, html: row.body_html, parts: row.parts_json },
    receivedAt: row.received_at,
  }));
}

/**
 * Test runs that wait for a letter in one of these environments, and do not wait for one to somebody else.
 *
 * @param addressees all whom the letter is to
 */
export async function waitingForLetter(
  db: Knex,
  environmentIds: readonly string[],
  addressees: string,
): Promise<readonly string[]> {
  const { rows } = await db.raw<{ rows: { id: string }[] }>(
    `SELECT id FROM orchestra.test_runs
     WHERE status = 'PENDING' AND wake_at IS NOT NULL AND waits_for ->> 'kind' = 'mail'
       AND waits_for ->> 'environment' = ANY (:environmentIds::text[])
       AND (waits_for ->> 'to' IS NULL
         OR strpos(lower(:addressees::text), lower(waits_for ->> 'to')) > 0)
     ORDER BY id`,
    { environmentIds: [...environmentIds], addressees },
  );
  return rows.map(({ id }) => id);
}
