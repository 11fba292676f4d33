import { driftClasses } from '@atelier/lifecycle/catalog/rules/difference.ts';
import { proof } from '@atelier/testkit/proof.ts';
import { expect, test } from 'vitest';
import { plantedDrifts } from './planted-drifts.ts';
import { shopRows, shopSchema } from './shop.ts';
import { testPlanted } from './test-planted.ts';

proof('drifts-one-by-one', { short: 12, long: 79 }, (run) => {
  testPlanted({ area: 'shop', schemaSql: shopSchema, rowsSql: shopRows }, plantedDrifts, run);
});

test('every class was planted', () => {
  const found = new Set(plantedDrifts.flatMap((each) => each.found.map(([kind]) => kind)));
  expect([...driftClasses].filter((kind) => !found.has(kind))).toEqual([]);
});
