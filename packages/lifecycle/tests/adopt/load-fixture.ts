import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ProfileName } from '@atelier/lifecycle/profiles/rules/profiles.ts';
import type { TestDatabase } from '@atelier/testkit/test-database.ts';

/** Fills an empty database with databases as they are found. */
export async function loadFixture(
  db: TestDatabase['db'],
  ...names: readonly ProfileName[]
): Promise<void> {
  for (const name of names) {
    const sql = await readFile(join(import.meta.dirname, 'fixtures', `${name}.sql`), 'utf8');
    await db.raw(sql.replaceAll('?', '\\?'));
  }
}
