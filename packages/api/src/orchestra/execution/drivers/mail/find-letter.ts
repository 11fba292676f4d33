import { findLetters, type StoredLetter } from '@atelier/db/orchestra/letter-reads.ts';
import type { MailAnswer, MailRequest } from '@atelier/domain/orchestra/drivers/mail.ts';
import { readMailbox } from '@atelier/domain/orchestra/mailbox.ts';
import type { Knex } from 'knex';
import { StepError } from '../step-error.ts';
import { holds } from '../where.ts';

/** How many letters are looked at, at a time. */
const looked = 1000;

export interface LetterSearch {
  readonly db: Knex;
  readonly suiteRunId: string;
  readonly signal: AbortSignal;
  /** The value of a secret. Throws `SECRET_UNREADABLE`. */
  readonly secret: (name: string) => string;
  /** Letters that earlier steps of the test run have found. */
  readonly taken: readonly string[];
}

/** A letter as a step answers with it. */
export type FoundLetter = Omit<MailAnswer, 'durationMs'> & { readonly id: string };

/** The first letter that is as the request wants it; undefined where there is none. Throws a `StepError`. */
export async function findLetter(
  { db, suiteRunId, signal, secret, taken }: LetterSearch,
  request: MailRequest,
): Promise<FoundLetter | undefined> {
  const mailbox = readMailbox(secret(request.mailbox));
  if (mailbox === null) {
    throw new StepError('REQUEST_INVALID', { field: 'mailbox', secret: request.mailbox });
  }
  const { to, from, subject, contains, where, older } = request;
  const letters = await findLetters(db, {
    ...{ mailbox, to, from, subject, contains, without: taken, limit: looked },
    since: older ? null : suiteRunId,
  });
  for (const letter of letters) {
    const found = answerOf(letter);
    if (where === undefined || (await holds(where, found, signal))) return found;
  }
  return undefined;
}

function answerOf({ parts, recipients: to, receivedAt, ...letter }: StoredLetter): FoundLetter {
  const { id, sender: from, subject, text, html } = letter;
  // As the receiver has written them.
  const { headers, links, attachments } = parts as unknown as MailAnswer;
  return {
    ...{ id, subject, from, to, headers, text, html, links, attachments },
    receivedAt: receivedAt.toISOString(),
  };
}
