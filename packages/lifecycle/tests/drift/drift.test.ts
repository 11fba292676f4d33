import { driftClasses } from '@atelier/lifecycle/catalog/rules/difference.ts';
import { expect, test } from 'vitest';
import { plantedDrifts } from './planted-drifts.ts';
import { shopRows, shopSchema } from './shop.ts';
import { testPlanted } from './test-planted.ts';

testPlanted({ area: 'shop', schemaSql: shopSchema, rowsSql: shopRows }, plantedDrifts);

test('every class was planted', () => {
  const found = new Set(plantedDrifts.flatMap((each) => each.found.map(([kind]) => kind)));
  expect([...driftClasses].filter((kind) => !found.has(kind))).toEqual([]);
});
