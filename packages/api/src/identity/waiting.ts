import { countOpenInvitations } from '@atelier/db/identity/link-reads.ts';
import { countWithoutRole } from '@atelier/db/identity/people-reads.ts';
import { findSecondFactor } from '@atelier/db/identity/second-factor-writes.ts';
import { findUser } from '@atelier/db/identity/user-reads.ts';
import type { WaitingPeople } from '@atelier/domain/identity/waiting.ts';
import type { Knex } from 'knex';
import type { IdentityContext } from './context.ts';

/** What waits for the administrator who asks, for the start page. */
export async function readWaiting({ db, actor }: IdentityContext): Promise<WaitingPeople> {
  const [withoutRole, invitations, hasSecondFactor] = await Promise.all([
    countWithoutRole(db),
    countOpenInvitations(db),
    readHasSecondFactor(db, actor.id),
  ]);
  return { withoutRole, invitations, hasSecondFactor };
}

/** Whoever signs in elsewhere is asked for what they are asked for there. */
async function readHasSecondFactor(db: Knex, userId: string): Promise<boolean | null> {
  const user = await findUser(db, userId);
  if (!user?.passwordHash) return null;
  return Boolean((await findSecondFactor(db, userId))?.confirmedAt);
}
