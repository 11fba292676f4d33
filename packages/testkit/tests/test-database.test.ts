import { connect } from '@atelier/db/kernel/connection.ts';
import { expect, inject, test } from 'vitest';
import { databaseNames } from '../src/database-names.ts';
import { dropDatabasesOfDeadRuns, holdRunLock } from '../src/run-databases.ts';
import { createTestDatabase } from '../src/test-database.ts';

async function databasesLike(pattern: string): Promise<string[]> {
  const admin = connect({ connectionString: inject('postgres').adminUrl, poolSize: 1 });
  try {
    const { rows } = await admin.raw<{ rows: { datname: string }[] }>(
      'SELECT datname FROM pg_database WHERE datname LIKE ?',
      [pattern],
    );
    return rows.map((row) => row.datname);
  } finally {
    await admin.destroy();
  }
}

test('each database is migrated, and apart from the others', async () => {
  const one = await createTestDatabase();
  const other = await createTestDatabase();
  try {
    await one.db.raw('CREATE TABLE only_here (id int)');
    const { rows } = await other.db.raw<{ rows: { mine: string | null; ledger: string | null }[] }>(
      "SELECT to_regclass('only_here')::text AS mine, to_regclass('lifecycle.schema_migrations')::text AS ledger",
    );
    expect(rows).toEqual([{ mine: null, ledger: 'lifecycle.schema_migrations' }]);
  } finally {
    await one.drop();
    await other.drop();
  }
});

test('drop takes the database away even while someone is connected to it', async () => {
  const database = await createTestDatabase({ empty: true });
  const name = new URL(database.connectionString).pathname.slice(1);
  const other = connect({ connectionString: database.connectionString, poolSize: 1 });
  await other.raw('SELECT 1');

  expect(await databasesLike(name)).toEqual([name]);
  await database.drop();
  expect(await databasesLike(name)).toEqual([]);
  await other.destroy();
});

test('databases of a run that died are dropped, those of a living run stay', async () => {
  const { adminUrl, runId } = inject('postgres');
  const [dead, living] = [runId + 1, runId + 2];
  const admin = connect({ connectionString: adminUrl, poolSize: 1 });
  const release = await holdRunLock(adminUrl, living);
  try {
    await admin.raw('CREATE DATABASE ??', [databaseNames.clone(dead, 'left_over')]);
    await admin.raw('CREATE DATABASE ??', [databaseNames.clone(living, 'in_use')]);
    await dropDatabasesOfDeadRuns(adminUrl);

    const left = await databasesLike(databaseNames.likePattern);
    expect(left).not.toContain(databaseNames.clone(dead, 'left_over'));
    expect(left).toContain(databaseNames.clone(living, 'in_use'));
    expect(left).toContain(databaseNames.template(runId));
  } finally {
    await release();
    await dropDatabasesOfDeadRuns(adminUrl);
    await admin.destroy();
  }
});
