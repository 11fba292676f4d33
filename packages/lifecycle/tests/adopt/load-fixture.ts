import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ProfileName } from '@atelier/lifecycle/profiles/rules/profiles.ts';
import type { TestDatabase } from '@atelier/testkit/test-database.ts';

type Db = TestDatabase['db'];

/** A profile's newest database, or an older form of it. */
export type Fixture = ProfileName | 'tracks-older';

/** Fills an empty database with databases as their programs make them, with tables of others and rows. */
export async function loadFixture(db: Db, ...names: readonly Fixture[]): Promise<void> {
  for (const name of names) await loadFile(db, `${name}.sql`);
}

/** The same, and then what somebody changed in them by hand. */
export async function loadDrifted(
  db: Db,
  ...names: readonly Exclude<ProfileName, 'miniatures-legacy'>[]
): Promise<void> {
  await loadFixture(db, ...names);
  for (const name of names) await loadFile(db, `${name}.drift.sql`);
}

async function loadFile(db: Db, file: string): Promise<void> {
  const sql = await readFile(join(import.meta.dirname, 'fixtures', file), 'utf8');
  await db.raw(sql.replaceAll('?', '\\?'));
}
