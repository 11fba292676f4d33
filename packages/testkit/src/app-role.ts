import { databaseErrorCode } from '@atelier/db/kernel/database-errors.ts';
import { applyAppRole, roleExists } from '@atelier/lifecycle/roles/app-role.ts';
import type { Knex } from 'knex';

/** The role that servers work with in tests. */
export const testAppRole = 'atelier_test_app';
const password = 'atelier-test';

/** Makes it, once for the server; whether it is there: not everybody may make one. */
export async function makeTestAppRole(admin: Knex): Promise<boolean> {
  try {
    await admin.raw(`CREATE ROLE ${testAppRole} LOGIN PASSWORD '${password}'`);
  } catch (error) {
    // It is there already, another run makes it right now, or nobody may.
    if (!['42710', '23505', '42501'].includes(databaseErrorCode(error) ?? '')) throw error;
  }
  return roleExists(admin, testAppRole);
}

/** Gives it the rights that it has in a house. */
export async function grantTestAppRole(db: Knex): Promise<void> {
  await applyAppRole(db, { name: testAppRole, password: undefined });
}

/** The address of a test's database for the role of the app, which is given its rights where it is there. */
export async function appRoleUrl(db: Knex, connectionString: string): Promise<string> {
  if (!(await roleExists(db, testAppRole))) return connectionString;
  await grantTestAppRole(db);
  return asTestAppRole(connectionString);
}

/** The address of a database for the role, which has its rights there. */
export function asTestAppRole(connectionString: string): string {
  const url = new URL(connectionString);
  url.username = testAppRole;
  url.password = password;
  return url.href;
}
