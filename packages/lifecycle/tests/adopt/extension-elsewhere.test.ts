import { adopt } from '@atelier/lifecycle/adopt/adopt.ts';
import { planAdoption } from '@atelier/lifecycle/adopt/adoption-plan.ts';
import { findDrift } from '@atelier/lifecycle/drift/compare/find-drift.ts';
import { migrateUp } from '@atelier/lifecycle/migrate/migrator.ts';
import { profiles } from '@atelier/lifecycle/profiles/rules/profiles.ts';
import { createTestDatabase } from '@atelier/testkit/test-database.ts';
import { expect, test } from 'vitest';
import { loadFixture } from './load-fixture.ts';

const profile = profiles['runs-v1'];

test('a database whose extension stands in a schema of its own is adopted like any other', async () => {
  const usual = await createTestDatabase({ empty: true });
  const elsewhere = await createTestDatabase({ empty: true });
  const { db } = elsewhere;
  try {
    await loadFixture(usual.db, 'runs-v1');
    await db.raw('CREATE SCHEMA extensions; CREATE EXTENSION citext SCHEMA extensions');
    // Its sessions begin now, with the extension in their path.
    await db.destroy();
    db.initialize();
    await loadFixture(db, 'runs-v1');
    const plan = await planAdoption(db, profile);
    const idsOf = ({ differences }: typeof plan) => differences.map(({ id }) => id);
    expect(idsOf(plan)).toEqual(idsOf(await planAdoption(usual.db, profile)));
    await adopt(db, plan, { accepted: new Set(idsOf(plan)), fixFunctions: true });
    await migrateUp(db);
    expect((await findDrift(db)).differences).toEqual([]);
  } finally {
    await usual.drop();
    await elsewhere.drop();
  }
});
