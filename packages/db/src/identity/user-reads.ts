import type { Grant } from '@atelier/domain/identity/roles.ts';
import type { Knex } from 'knex';
import { UserModel } from './models/user.ts';
import { UserRoleModel } from './models/user-role.ts';
import { grantOf } from './people-reads.ts';

/** The user, or undefined. */
export async function findUser(db: Knex, id: string): Promise<UserModel | undefined> {
  return UserModel.query(db).findById(id);
}

/** The account with this address, however it is capitalised. */
export async function findUserByEmail(db: Knex, email: string): Promise<UserModel | undefined> {
  return UserModel.query(db).whereRaw('lower(email) = lower(?)', [email]).first();
}

/** The roles of a user that may still count. */
export async function grantsOf(db: Knex, userId: string): Promise<readonly Grant[]> {
  return (await UserRoleModel.query(db).where({ userId })).map(grantOf);
}
