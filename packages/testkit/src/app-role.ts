import { databaseErrorCode } from '@atelier/db/kernel/database-errors.ts';
import { applyAppRole, roleExists } from '@atelier/lifecycle/roles/app-role.ts';
import type { Knex } from 'knex';

const name = 'atelier_test_app';
const password = 'atelier-test';

/** The role that servers work with in tests, once for the server; without the right to make one there is none. */
export async function makeTestAppRole(admin: Knex): Promise<void> {
  try {
    await admin.raw(`CREATE ROLE ${name} LOGIN PASSWORD '${password}'`);
  } catch (error) {
    // It is there already, another run makes it right now, or nobody may.
    if (!['42710', '23505', '42501'].includes(databaseErrorCode(error) ?? '')) throw error;
  }
}

/** The address of a test's database for the role of the app, with the rights that it has in a house. */
export async function appRoleUrl(db: Knex, connectionString: string): Promise<string> {
  if (!(await roleExists(db, name))) return connectionString;
  await applyAppRole(db, { name, password: undefined });
  const url = new URL(connectionString);
  url.username = name;
  url.password = password;
  return url.href;
}
