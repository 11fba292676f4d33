import { allSealedSecrets } from '@atelier/db/orchestra/environment-reads.ts';
import { isInMailbox, type Mailbox, readMailbox } from '@atelier/domain/orchestra/mailbox.ts';
import type { Knex } from 'knex';
import { openSecret } from '../secrets.ts';

/** So long a secret that was changed may still be used, as for steps. */
const freshMs = 5_000;
/** One that was just set is found before that. */
const shortMs = 500;

interface KnownMailbox extends Mailbox {
  readonly environmentId: string;
}

/** The mailboxes of all environments: those of their secrets that say whose letters they have. */
export function createMailboxes(db: Knex, secretsKey: Buffer) {
  let known: readonly KnownMailbox[] = [];
  let readAt = Number.NEGATIVE_INFINITY;
  const read = async () => {
    readAt = performance.now();
    known = (await allSealedSecrets(db)).flatMap(({ id, secrets }) =>
      Object.entries(secrets).flatMap(([name, sealed]) => {
        const mailbox = readMailbox(openSecret(secretsKey, id, name, sealed) ?? '');
        return mailbox === null ? [] : [{ ...mailbox, environmentId: id }];
      }),
    );
  };
  const find = (recipients: readonly string[]) => {
    const found = known.filter((one) => recipients.some((each) => isInMailbox(one, each)));
    return [...new Set(found.map(({ environmentId }) => environmentId))];
  };
  return {
    /** The environments that have a letter to any of these. */
    async environmentsOf(recipients: readonly string[]): Promise<readonly string[]> {
      if (performance.now() - readAt > freshMs) await read();
      const found = find(recipients);
      if (found.length > 0 || performance.now() - readAt < shortMs) return found;
      await read();
      return find(recipients);
    },
  };
}
