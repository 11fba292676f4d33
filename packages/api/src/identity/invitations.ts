import { openInvitations } from '@atelier/db/identity/link-reads.ts';
import { withdrawInvitation } from '@atelier/db/identity/link-writes.ts';
import { OneTimeLinkModel } from '@atelier/db/identity/models/one-time-link.ts';
import { peopleById } from '@atelier/db/identity/people-reads.ts';
import { findUserByEmail } from '@atelier/db/identity/user-reads.ts';
import { accountError } from '@atelier/domain/identity/account-errors.ts';
import type { Invitation, Invited } from '@atelier/domain/identity/people.ts';
import { peopleError } from '@atelier/domain/identity/people-errors.ts';
import type { inviteInput } from '@atelier/domain/identity/people-schemas.ts';
import type { HouseRole } from '@atelier/domain/identity/roles.ts';
import type { Knex } from 'knex';
import type { z } from 'zod';
import { type Effect, type Entity, effectOf } from '../kernel/effect.ts';
import { execute } from '../kernel/execute.ts';
import type { IdentityContext } from './context.ts';
import { createLink } from './links.ts';

type InviteInput = z.output<typeof inviteInput>;

/** The link itself is in no log. */
export const invitation: Entity = {
  name: 'invitation',
  read: async (db, ids) =>
    (
      await OneTimeLinkModel.query(db)
        .where({ purpose: 'invitation' })
        .findByIds([...ids])
    ).map(({ id, email, role, expiresAt }) => ({ id, state: { email, role, expiresAt } })),
};

/** Invitations that can still be accepted, the newest first. */
export async function listInvitations(db: Knex): Promise<readonly Invitation[]> {
  const links = await openInvitations(db);
  const creators = await peopleById(
    db,
    links.flatMap(({ createdById }) => createdById ?? []),
  );
  return links.map(({ id, email, role, createdAt, expiresAt, createdById }) => {
    const creator = creators.find((person) => person.id === createdById);
    return {
      id,
      email,
      role: role as HouseRole,
      createdAt: createdAt.getTime(),
      expiresAt: expiresAt.getTime(),
      createdBy: creator ? { id: creator.id, displayName: creator.displayName } : null,
    };
  });
}

const effect: Effect<InviteInput, Invited> = effectOf({
  on: invitation,
  creates: ({ id }: Invited) => id,
});

/** Invites somebody: by mail after the commit, where there is a server for it; a repeated request sends nothing. */
export async function invite(context: IdentityContext, input: InviteInput): Promise<Invited> {
  const { identity, actor } = context;
  const { mailer, publicUrl } = identity;
  const mailed = mailer.canSend;
  const kept = (result: Invited): Invited => ({ ...result, link: null });
  const call = { command: 'identity.people.invite', input, effect, kept };
  const invited = await execute(context, call, async (trx): Promise<Invited> => {
    const { email, role } = input;
    if ((await findUserByEmail(trx, email)) !== undefined) throw accountError('ERR_EMAIL_TAKEN');
    const request = { purpose: 'invitation', email, role, createdById: actor.id } as const;
    const { id, url, expiresAt } = await createLink(trx, publicUrl, request);
    return { id, link: url, mailed, expiresAt: expiresAt.getTime() };
  });
  const { link } = invited;
  if (mailed && link !== null) {
    const { email: to, language } = input;
    mailer.send({ to, purpose: 'invitation', url: link, language });
  }
  return invited;
}

/** Takes an invitation back: its link is good no more. */
export async function revokeInvitation(trx: Knex.Transaction, id: string): Promise<void> {
  if (!(await withdrawInvitation(trx, id))) throw peopleError('ERR_INVITATION_NOT_FOUND');
}
