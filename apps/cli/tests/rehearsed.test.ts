import {
  readMigrationFiles,
  sourceMigrationsFolder,
} from '@atelier/lifecycle/migrate/migration-files.ts';
import { migrateDown } from '@atelier/lifecycle/migrate/migrator.ts';
import { migrationStatus } from '@atelier/lifecycle/migrate/status.ts';
import { recordRehearsals } from '@atelier/lifecycle/rehearse/rehearsals.ts';
import { createTestDatabase } from '@atelier/testkit/test-database.ts';
import { expect, test } from 'vitest';
import { runInProcess } from './run-in-process.ts';

test('up --rehearsed takes what went through as it is now, and neither another text nor a failure', async () => {
  const database = await createTestDatabase({ poolSize: 2 });
  const { db } = database;
  const files = await readMigrationFiles(sourceMigrationsFolder);
  const [last, before] = files.toReversed();
  const rehearsed = {
    name: last?.name ?? '',
    checksum: last?.checksum ?? '',
    transactional: true,
    durationMs: 1,
    statements: [],
    worstLock: null,
    failure: null,
  };
  const up = async (...words: string[]) => {
    const { code, printed } = await runInProcess(
      ['up', '--rehearsed', '--yes', '--no-backup', '--json', ...words],
      { DATABASE_URL: database.connectionString },
    );
    return { code, ...JSON.parse(printed[0] ?? '') };
  };
  const refused = {
    code: 1,
    error: { code: 'ERR_MIGRATION_NOT_REHEARSED', name: rehearsed.name },
  };
  try {
    await migrateDown(db, { to: before?.name ?? null });
    await recordRehearsals(db, 'backup', [{ ...rehearsed, checksum: 'of another text' }]);
    expect(await up()).toMatchObject(refused);
    await recordRehearsals(db, 'backup', [rehearsed]);
    expect(await up('--dry-run')).toMatchObject({ code: 0, pending: [rehearsed.name] });
    await recordRehearsals(db, 'backup', [{ ...rehearsed, failure: 'division by zero' }]);
    expect(await up()).toMatchObject(refused);
    expect((await migrationStatus(db)).pending).toEqual([rehearsed.name]);
    await recordRehearsals(db, 'backup', [rehearsed]);
    expect(await up()).toMatchObject({ code: 0, changed: [rehearsed.name] });
  } finally {
    await database.drop();
  }
});
