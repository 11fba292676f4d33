import { connect } from '@atelier/db/kernel/connection.ts';
import { adopt } from '@atelier/lifecycle/adopt/adopt.ts';
import { planAdoption } from '@atelier/lifecycle/adopt/adoption-plan.ts';
import { release } from '@atelier/lifecycle/adopt/release.ts';
import { convertInPlace } from '@atelier/lifecycle/convert/in-place.ts';
import { convertOnline } from '@atelier/lifecycle/convert/online/convert-online.ts';
import { findDrift } from '@atelier/lifecycle/drift/compare/find-drift.ts';
import { migrateDown, migrateUp } from '@atelier/lifecycle/migrate/migrator.ts';
import { profiles } from '@atelier/lifecycle/profiles/rules/profiles.ts';
import { createTestDatabase, type TestDatabase } from '@atelier/testkit/test-database.ts';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { loadFixture } from './adopt/load-fixture.ts';
import { contentOf, loadConversionFixture } from './convert/fixture.ts';
import { asLimitedRole } from './limited-role.ts';
import { makeMigrationsFolder } from './migrate/migrations-folder.ts';

let database: TestDatabase;
beforeEach(async () => {
  database = await createTestDatabase({ empty: true });
});
afterEach(() => database.drop());

describe('the limits of a role end nothing of ours:', () => {
  test('migrations forward and back, one of them long, and drift', async () => {
    const folder = await makeMigrationsFolder();
    await folder.write(
      '20260101000000_shop_is_slow',
      ['CREATE TABLE goods (id int)', 'SELECT pg_sleep(2.1)'],
      ['SELECT pg_sleep(0.1)', 'DROP TABLE goods'],
    );
    await folder.write(
      '20260102000000_shop_outside',
      ['SELECT pg_sleep(0.1)', 'CREATE INDEX CONCURRENTLY goods_idx ON goods (id)'],
      ['DROP INDEX CONCURRENTLY goods_idx'],
      true,
    );
    try {
      await asLimitedRole(database, async (db) => {
        expect((await migrateUp(db, { folder: folder.path })).changed.length).toBe(2);
        expect((await findDrift(db, { folder: folder.path })).differences).toEqual([]);
        await migrateDown(db, { folder: folder.path, to: null });
      });
    } finally {
      await folder.remove();
    }
  });

  test('an adoption and its release', async () => {
    await loadFixture(database.db, 'tracks');
    const before = await contentOf(database.db);
    await asLimitedRole(database, async (db) => {
      const plan = await planAdoption(db, profiles.tracks);
      const accepted = new Set(plan.differences.map(({ id }) => id));
      await adopt(db, plan, { accepted, fixFunctions: true });
      await release(db, profiles.tracks);
    });
    expect(await contentOf(database.db)).toEqual(before);
  });

  test('a conversion in place, and one while others write', async () => {
    await asLimitedRole(database, async (db) => {
      await loadConversionFixture(db);
      const before = await contentOf(db);
      await convertInPlace(db, { profile: 'time-legacy', target: 'uuid' });
      // Nobody writes; how soon it is through is the machine's affair.
      const patient = { holdMs: 60_000 };
      await convertOnline(db, { profile: 'time-legacy', target: 'integer' }, patient);
      expect(await contentOf(db)).toEqual(before);
    });
  });
});

test('the address’s own options are kept, but for the limits', async () => {
  const url = new URL(database.connectionString);
  url.searchParams.set('options', '-c work_mem=7MB -c statement_timeout=2s');
  const db = connect({ connectionString: url.href, poolSize: 1 });
  try {
    const { rows } = await db.raw(
      `SELECT current_setting('work_mem') AS memory, current_setting('statement_timeout') AS statement,
         current_setting('transaction_timeout', true) AS transaction`,
    );
    expect(rows).toEqual([
      {
        memory: '7MB',
        statement: '0',
        transaction: expect.toSatisfy((limit) => !limit || limit === '0'),
      },
    ]);
  } finally {
    await db.destroy();
  }
});
