import { driftClasses } from '@atelier/domain/lifecycle/drift/difference.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PlantedDatabase } from './planted-database.ts';
import { plantedDrifts } from './planted-drifts.ts';
import { shopRows, shopSchema } from './shop.ts';

const planted = new PlantedDatabase({
  area: 'shop',
  schemaSql: shopSchema,
  rowsSql: shopRows,
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

test.each(plantedDrifts)('$what', async (drift) => {
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

test('every class was planted', () => {
  const found = new Set(plantedDrifts.flatMap((each) => each.found.map(([kind]) => kind)));
  expect([...driftClasses].filter((kind) => !found.has(kind))).toEqual([]);
});
