import { newId } from '@atelier/db/kernel/new-id.ts';
import type { Knex } from 'knex';

/** Whose a thing is to be, and where, as far as its kind has that. */
export interface ThingPlace {
  readonly ownerId: string;
  readonly projectId: string;
}

/**
 * Makes one thing of a kind, by the kind's name, straight in the database; gives its id. A kind that procedures
 * are about and that is not here fails the test of permissions.
 */
export const sampleThings: Readonly<
  Record<string, (db: Knex, place: ThingPlace) => Promise<string>>
> = {
  async token(db, { ownerId }) {
    const id = newId();
    await db('identity.api_tokens').insert({
      id,
      userId: ownerId,
      name: 'sample',
      tokenHash: Buffer.from(id),
      access: 'read',
    });
    return id;
  },
  async session(db, { ownerId }) {
    const id = newId();
    const later = new Date(Date.now() + 60_000);
    await db('identity.sessions').insert({
      id,
      userId: ownerId,
      accessHash: Buffer.from(id),
      accessExpiresAt: later,
      expiresAt: later,
    });
    return id;
  },
};

/** The id of nothing. */
export const missingId = '00000000-0000-7000-8000-ffffffffffff';
