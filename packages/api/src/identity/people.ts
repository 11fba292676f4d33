import { dropLinksMadeBy } from '@atelier/db/identity/link-writes.ts';
import { administrators, peopleById } from '@atelier/db/identity/people-reads.ts';
import {
  giveRole,
  lockAdministrators,
  setActive,
  takeRole,
} from '@atelier/db/identity/people-writes.ts';
import { endSessions } from '@atelier/db/identity/session-writes.ts';
import { revokeTokens } from '@atelier/db/identity/token-writes.ts';
import { setDisplayName } from '@atelier/db/identity/user-writes.ts';
import type { Actor } from '@atelier/domain/identity/actor.ts';
import {
  existsIn,
  leavesNoAdministrator,
  type Person,
  type RoleChange,
} from '@atelier/domain/identity/people.ts';
import { peopleError } from '@atelier/domain/identity/people-errors.ts';
import type { Grant } from '@atelier/domain/identity/roles.ts';
import type { Knex } from 'knex';

export async function requirePerson(db: Knex, userId: string): Promise<Person> {
  const [person] = await peopleById(db, [userId]);
  if (person === undefined) throw peopleError('ERR_USER_NOT_FOUND');
  return person;
}

/** Gives somebody a role. */
export async function grantRole(
  trx: Knex.Transaction,
  userId: string,
  grant: Grant,
  by: Actor,
): Promise<void> {
  if (!existsIn(grant.role, grant.scope.type)) {
    throw peopleError('ERR_ROLE_NOT_IN_SCOPE', { role: grant.role, scope: grant.scope.type });
  }
  if (grant.expiresAt !== null && grant.expiresAt <= Date.now()) {
    throw peopleError('ERR_EXPIRY_PAST');
  }
  await beginChange(trx, { kind: 'grant', userId, grant });
  await giveRole(trx, userId, grant, by.kind === 'user' ? by.id : null);
}

/** Takes a role away; nothing happens where it was not given. With the house go the links to it. */
export async function revokeRole(
  trx: Knex.Transaction,
  userId: string,
  place: Pick<Grant, 'role' | 'scope'>,
): Promise<void> {
  await beginChange(trx, { kind: 'revoke', userId, grant: { ...place, expiresAt: null } });
  await takeRole(trx, userId, place);
  if (place.role === 'admin' && place.scope.type === 'global') await dropLinksMadeBy(trx, userId);
}

/**
 * Lets an account in no more: its sessions end, and its tokens and the links that it made are good for nothing,
 * also once it is let in again.
 */
export async function deactivate(trx: Knex.Transaction, userId: string): Promise<void> {
  await beginChange(trx, { kind: 'deactivate', userId });
  await setActive(trx, userId, false);
  await endSessions(trx, { userId }, 'deactivated');
  await revokeTokens(trx, { userId });
  await dropLinksMadeBy(trx, userId);
}

export async function activate(trx: Knex.Transaction, userId: string): Promise<void> {
  await requireAccount(trx, userId);
  await setActive(trx, userId, true);
}

export async function rename(
  trx: Knex.Transaction,
  userId: string,
  displayName: string,
): Promise<void> {
  await requirePerson(trx, userId);
  await setDisplayName(trx, userId, displayName);
}

/** One change at a time: two administrators who demote each other would both find the other still there. */
async function beginChange(trx: Knex.Transaction, change: RoleChange): Promise<void> {
  await lockAdministrators(trx);
  await requireAccount(trx, change.userId);
  if (leavesNoAdministrator(await administrators(trx), change, Date.now())) {
    throw peopleError('ERR_LAST_ADMINISTRATOR');
  }
}

async function requireAccount(db: Knex, userId: string): Promise<void> {
  const { kind } = await requirePerson(db, userId);
  if (kind === 'guest') throw peopleError('ERR_GUEST_WITHOUT_ACCOUNT');
}
