import { migrateDown, migrateUp } from '@atelier/lifecycle/migrate/migrator.ts';
import { migrationStatus } from '@atelier/lifecycle/migrate/status.ts';
import { createTestDatabase } from '@atelier/testkit/test-database.ts';
import { expect, test } from 'vitest';
import { readMigrationFiles, sourceMigrationsFolder } from '../../src/migrate/migration-files.ts';
import { schemaSignature } from '../schema-signature.ts';

const files = await readMigrationFiles(sourceMigrationsFolder);
const names = files.map((file) => file.name);

test('every migration up, down and up again leaves the same schema', async () => {
  const { db, drop } = await createTestDatabase({ empty: true });
  try {
    await migrateUp(db);
    const whole = await schemaSignature(db);
    expect(whole.length).toBeGreaterThan(20);
    // Each by itself is tried with rows in its tables (migrations-keep-rows); here several at once.
    for (const kept of [names.length - 1, Math.floor(names.length / 2), 0]) {
      const to = names[kept - 1] ?? null;
      const down = await migrateDown(db, { to });
      expect(down).toEqual({ changed: names.slice(kept).toReversed(), revision: to });
      expect((await migrationStatus(db)).pending).toEqual(names.slice(kept));
      expect(await migrateUp(db)).toEqual({ changed: names.slice(kept), revision: names.at(-1) });
      expect(await schemaSignature(db)).toEqual(whole);
    }
    await migrateDown(db, { to: null });
    expect(await schemaSignature(db)).toEqual([]);
  } finally {
    await drop();
  }
});

test('a migrated database has nothing left to migrate', async () => {
  const { db, drop } = await createTestDatabase();
  try {
    expect(await migrateUp(db)).toEqual({ changed: [], revision: names.at(-1) });
    const { applied } = await migrationStatus(db);
    expect(applied.map(({ name, checksum }) => ({ name, checksum }))).toEqual(
      files.map(({ name, checksum }) => ({ name, checksum })),
    );
  } finally {
    await drop();
  }
});

test('of ten runners at once one migrates, the others wait for it', async () => {
  const { db, drop } = await createTestDatabase({ empty: true });
  try {
    const waited: number[] = [];
    const reports = await Promise.all(
      Array.from({ length: 10 }, (_, place) =>
        migrateUp(db, {
          onProgress: (step) => {
            if (step.kind === 'waiting') waited.push(place);
          },
        }),
      ),
    );
    expect(reports.filter(({ changed }) => changed.length > 0)).toHaveLength(1);
    expect(reports.every(({ revision }) => revision === names.at(-1))).toBe(true);
    expect(waited.length).toBeGreaterThan(0);
  } finally {
    await drop();
  }
});
