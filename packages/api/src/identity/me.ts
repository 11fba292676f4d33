import { findUser } from '@atelier/db/identity/user-reads.ts';
import type { Actor } from '@atelier/domain/identity/actor.ts';
import type { Me } from '@atelier/domain/identity/me.ts';
import type { AuthMode } from '@atelier/domain/identity/mode.ts';
import type { Knex } from 'knex';

export async function readMe(
  db: Knex,
  { id, kind, grants }: Actor,
  sessionId: string | null,
  mode: AuthMode,
): Promise<Me> {
  const user = kind === 'user' ? await findUser(db, id) : undefined;
  return {
    mode,
    user: user ? { id, displayName: user.displayName, email: user.email } : null,
    grants,
    sessionId,
  };
}
