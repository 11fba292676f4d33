import type { UserModel } from '@atelier/db/identity/models/user.ts';
import { findUser, grantsOf } from '@atelier/db/identity/user-reads.ts';
import { type Actor, nobody } from '@atelier/domain/identity/actor.ts';
import type { AuthMode } from '@atelier/domain/identity/mode.ts';
import { everywhere } from '@atelier/domain/identity/roles.ts';
import type { Knex } from 'knex';

/**
 * A user with the rights they have now, for what goes on in their name while they are not there; nobody where the user
 * is gone, or deactivated.
 */
export async function actorOfUser(db: Knex, mode: AuthMode, id: string): Promise<Actor> {
  const user = await findUser(db, id);
  if (user === undefined || !user.isActive) return nobody;
  return mode === 'team' ? actorOf(db, user) : asAnybody(user);
}

/** Whoever comes, where nobody signs in. */
export function asAnybody({ id }: Pick<UserModel, 'id'>): Actor {
  return { id, kind: 'user', grants: [everywhere('admin')] };
}

export async function actorOf(db: Knex, { id }: Pick<UserModel, 'id'>): Promise<Actor> {
  return { id, kind: 'user', grants: await grantsOf(db, id) };
}
