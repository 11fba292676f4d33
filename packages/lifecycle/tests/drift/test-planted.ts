import type { ProofRun } from '@atelier/testkit/proof.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Planted, PlantedDatabase } from './planted-database.ts';
import type { PlantedDrift } from './planted-drift.ts';

/** One test for each drift: planted, found, fixed, planted again by the way back. */
export function testPlanted(
  whole: Planted,
  drifts: readonly PlantedDrift[],
  { some, passed }: ProofRun,
): void {
  const planted = new PlantedDatabase(whole);
  let version: number;

  beforeAll(async () => {
    await planted.start();
    const { rows } = await planted.database.db.raw('SHOW server_version_num');
    version = Math.floor(Number(rows[0].server_version_num) / 10_000);
  });
  afterAll(() => planted.stop());

  test('a database as its migrations build it has no drift', async () => {
    expect(await planted.find()).toEqual([]);
  });

  test.each(some(drifts))('$what', async (drift) => {
    if (version < (drift.from ?? 0)) {
      console.warn(`not covered on PostgreSQL ${version}: ${drift.what}`);
      return;
    }
    try {
      await planted.fixAndBack(drift);
      passed();
    } catch (error) {
      // The next one begins with a whole database.
      await planted.start();
      throw error;
    }
  });

  test('the fixes also run on a database that never had the drifts', async () => {
    expect(await planted.find()).toEqual([]);
  });
}
