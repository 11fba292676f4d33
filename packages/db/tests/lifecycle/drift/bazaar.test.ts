import { afterAll, beforeAll, expect, test } from 'vitest';
import { bazaarRows, bazaarSchema } from './bazaar.ts';
import { PlantedDatabase } from './planted-database.ts';
import { plantedInBazaar } from './planted-in-bazaar.ts';

const planted = new PlantedDatabase({
  area: 'bazaar',
  schemaSql: bazaarSchema,
  rowsSql: bazaarRows,
});
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

test.each(plantedInBazaar)('$what', async (drift) => {
  if (version < (drift.from ?? 0)) {
    console.warn(`not covered on PostgreSQL ${version}: ${drift.what}`);
    return;
  }
  try {
    await planted.mendAndBack(drift);
  } catch (error) {
    // The next one begins with a whole database.
    await planted.start();
    throw error;
  }
});
