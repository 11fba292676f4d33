import { OneTimeLinkModel } from '@atelier/db/identity/models/one-time-link.ts';
import { peopleById } from '@atelier/db/identity/people-reads.ts';
import type { NewResetLink } from '@atelier/domain/identity/people.ts';
import { peopleError } from '@atelier/domain/identity/people-errors.ts';
import type { Knex } from 'knex';
import type { Entity } from '../kernel/effect.ts';
import type { IdentityContext } from './context.ts';
import { createLink } from './links.ts';

/** The link itself is in no log. */
export const resetLink: Entity = {
  name: 'password-link',
  read: async (db, ids) =>
    (
      await OneTimeLinkModel.query(db)
        .where({ purpose: 'password-reset' })
        .findByIds([...ids])
    ).map(({ id, userId, expiresAt }) => ({ id, state: { userId, expiresAt } })),
};

/** A link for whoever gets no mail: an administrator hands it over. */
export async function makeResetLink(
  trx: Knex.Transaction,
  userId: string,
  { actor, identity }: IdentityContext,
): Promise<NewResetLink> {
  const [person] = await peopleById(trx, [userId]);
  if (person === undefined) throw peopleError('ERR_USER_NOT_FOUND');
  if (person.kind === 'guest') throw peopleError('ERR_GUEST_WITHOUT_ACCOUNT');
  const request = { purpose: 'password-reset', userId, createdById: actor.id } as const;
  const { id, url, expiresAt } = await createLink(trx, identity.publicUrl, request);
  return { id, link: url, expiresAt: expiresAt.getTime() };
}
