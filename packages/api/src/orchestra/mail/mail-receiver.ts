import { newId } from '@atelier/db/kernel/new-id.ts';
import { waitingForLetter } from '@atelier/db/orchestra/letter-reads.ts';
import { forgetLetters, insertLetter } from '@atelier/db/orchestra/letter-writes.ts';
import { release } from '@atelier/engine/control.ts';
import type { Knex } from 'knex';
import { everySoOften } from '../../kernel/every-so-often.ts';
import { testRunQueue } from '../execution/test-run-queue.ts';
import { createMailboxes } from './mailboxes.ts';
import type { MailAddress, Post } from './smtp-listener.ts';

export interface MailReceiverOptions {
  readonly db: Knex;
  readonly secretsKey: Buffer;
  readonly address: MailAddress;
  readonly onError: (error: unknown, what: string) => void;
}

/** Days that a letter is kept, and how many there are at most. */
const keptDays = 7;
const mostKept = 20_000;
const forgetMs = 10 * 60_000;
/** How often the address is asked for that another process has. */
const againMs = 1_000;

/**
 * Takes letters in for the mailboxes of all environments, until it is closed. Of several processes with one address one
 * listens, and another takes its place when it ends: letters are in the database, so any worker finds them.
 */
export function startMailReceiver(options: MailReceiverOptions): { close(): Promise<void> } {
  const { db, address, onError } = options;
  const post = postOf(options);
  let listener: { close(): Promise<void> } | undefined;
  let saidInUse = false;
  const listen = async () => {
    if (listener !== undefined) return;
    // Its library is loaded where letters are taken in, and nowhere else.
    const { listenForMail } = await import('./smtp-listener.ts');
    listener = await listenForMail(address, post);
  };
  const listening = everySoOften(againMs, () =>
    listen().catch((error: unknown) => {
      const isInUse = (error as { code?: unknown }).code === 'EADDRINUSE';
      if (!isInUse || !saidInUse) onError(error, 'mail');
      saidInUse ||= isInUse;
    }),
  );
  const forgetting = everySoOften(forgetMs, () =>
    forgetLetters(db, keptDays, mostKept).catch((error: unknown) => onError(error, 'mail')),
  );
  return {
    async close() {
      await Promise.all([listening(), forgetting()]);
      await listener?.close();
    },
  };
}

function postOf({ db, secretsKey, onError }: MailReceiverOptions): Post {
  const mailboxes = createMailboxes(db, secretsKey);
  return {
    isWanted: async (recipient) => (await mailboxes.environmentsOf([recipient])).length > 0,
    async take(raw, envelope) {
      const { readLetter } = await import('./read-letter.ts');
      const letter = await readLetter(raw, envelope);
      const { recipients } = envelope;
      await insertLetter(db, { id: newId(), recipients, ...letter, size: raw.length });
      await wake(db, await mailboxes.environmentsOf(recipients), letter.addressees).catch(
        // They look by themselves, a little later.
        (error: unknown) => onError(error, 'mail'),
      );
    },
    onError: (error) => onError(error, 'mail'),
  };
}

async function wake(db: Knex, environmentIds: readonly string[], addressees: string) {
  const waiting = await waitingForLetter(db, environmentIds, addressees);
  if (waiting.length > 0) await release(db, testRunQueue, waiting);
}
