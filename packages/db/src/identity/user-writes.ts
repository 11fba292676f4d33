import type { HouseRole } from '@atelier/domain/identity/roles.ts';
import type { Knex } from 'knex';
import { newId } from '../kernel/new-id.ts';
import { UserModel } from './models/user.ts';
import { UserRoleModel } from './models/user-role.ts';

export interface NewAccount {
  readonly displayName: string;
  readonly email: string;
  /** Null for one that signs in by another provider. */
  readonly passwordHash: string | null;
  /** Whether it opens nothing but the choice of another one; not so unless told. */
  readonly mustChangePassword?: boolean;
  /** In the whole house; null for none. */
  readonly role: HouseRole | null;
  /** Who gave it; null for the house. */
  readonly grantedById: string | null;
}

/** Adds an account; undefined where there is one with its address. */
export async function addAccount(
  trx: Knex.Transaction,
  { role, grantedById, ...account }: NewAccount,
): Promise<UserModel | undefined> {
  const id = newId();
  const added = await trx('identity.users')
    .insert({ id, ...account })
    .onConflict(trx.raw('(lower(email))'))
    .ignore()
    .returning('id');
  if (added.length === 0) return undefined;
  if (role !== null) {
    const grant = { userId: id, role, scopeType: 'global', scopeId: '', grantedById };
    await UserRoleModel.query(trx).insert(grant);
  }
  return UserModel.query(trx).findById(id).throwIfNotFound();
}

/** Sets the password that somebody chose. */
export async function setPasswordHash(trx: Knex, id: string, passwordHash: string): Promise<void> {
  await UserModel.query(trx)
    .findById(id)
    .patch({ passwordHash, mustChangePassword: false, ...touched(trx) });
}

/** Keeps the same password by another hash; nothing is done where it was changed meanwhile. */
export async function rehashPassword(
  db: Knex,
  id: string,
  was: string,
  passwordHash: string,
): Promise<void> {
  await UserModel.query(db).where({ id, passwordHash: was }).patch({ passwordHash });
}

export async function setDisplayName(trx: Knex, id: string, displayName: string): Promise<void> {
  await UserModel.query(trx)
    .findById(id)
    .patch({ displayName, ...touched(trx) });
}

/** Notes that somebody signed in. */
export async function noteSeen(trx: Knex, id: string): Promise<void> {
  await UserModel.query(trx)
    .findById(id)
    .patch({ lastSeenAt: trx.raw('now()') as unknown as Date });
}

function touched(trx: Knex) {
  return { updatedAt: trx.raw('now()') as unknown as Date };
}
