import type { Grant } from '@atelier/domain/identity/roles.ts';
import type { Knex } from 'knex';
import { UserModel } from './models/user.ts';
import { UserRoleModel } from './models/user-role.ts';

/**
 * Until the end of the transaction nobody else changes who administers the house: what is read afterwards
 * holds until then.
 */
export async function lockAdministrators(trx: Knex.Transaction): Promise<void> {
  await trx.raw("SELECT pg_advisory_xact_lock(hashtextextended('identity.administrators', 0))");
}

/** Gives a role, or another end to one that was given. */
export async function giveRole(
  trx: Knex.Transaction,
  userId: string,
  { role, scope, expiresAt }: Grant,
  grantedById: string | null,
): Promise<void> {
  await trx('identity.user_roles')
    .insert({
      userId,
      role,
      scopeType: scope.type,
      scopeId: scope.type === 'global' ? '' : scope.id,
      expiresAt: expiresAt === null ? null : new Date(expiresAt),
      grantedById,
    })
    .onConflict(['userId', 'scopeType', 'scopeId', 'role'])
    .merge(['expiresAt', 'grantedById']);
}

/** Takes a role away, if it was given. */
export async function takeRole(
  trx: Knex.Transaction,
  userId: string,
  { role, scope }: Pick<Grant, 'role' | 'scope'>,
): Promise<void> {
  await UserRoleModel.query(trx)
    .delete()
    .where({
      userId,
      role,
      scopeType: scope.type,
      scopeId: scope.type === 'global' ? '' : scope.id,
    });
}

export async function setActive(
  trx: Knex.Transaction,
  userId: string,
  isActive: boolean,
): Promise<void> {
  await UserModel.query(trx)
    .findById(userId)
    .patch({ isActive, updatedAt: trx.raw('now()') as unknown as Date });
}
