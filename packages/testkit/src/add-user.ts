import { newId } from '@atelier/db/kernel/new-id.ts';
import { everywhere, type Grant, type Role } from '@atelier/domain/identity/roles.ts';
import type { Knex } from 'knex';

export interface AddedUser {
  readonly id: string;
  readonly email: string;
}

/** An account, straight in the database: with a role in the whole house, with grants, or without any. */
export async function addUser(
  db: Knex,
  name: string,
  roles: Exclude<Role, 'editor' | 'owner'> | readonly Grant[] = [],
): Promise<AddedUser> {
  const id = newId();
  const email = `${name}-${id}@example.org`.toLowerCase();
  await db('identity.users').insert({ id, displayName: name, email });
  const grants = typeof roles === 'string' ? [everywhere(roles)] : roles;
  for (const { role, scope, expiresAt } of grants) {
    await db('identity.user_roles').insert({
      userId: id,
      role,
      scopeType: scope.type,
      scopeId: scope.type === 'global' ? '' : scope.id,
      expiresAt: expiresAt === null ? null : new Date(expiresAt),
    });
  }
  return { id, email };
}
