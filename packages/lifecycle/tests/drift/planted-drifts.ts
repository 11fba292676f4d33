import { plantedColumns } from './planted-columns.ts';
import type { PlantedDrift } from './planted-drift.ts';
import { plantedKeys } from './planted-keys.ts';
import { plantedPlanning } from './planted-planning.ts';
import { plantedPrograms } from './planted-programs.ts';
import { plantedProperties } from './planted-properties.ts';
import { plantedTypes } from './planted-types.ts';

/** Every drift that is found, fixed, and planted again by the way back. */
export const plantedDrifts: readonly PlantedDrift[] = [
  ...plantedColumns,
  ...plantedKeys,
  ...plantedTypes,
  ...plantedPrograms,
  ...plantedProperties,
  ...plantedPlanning,
  {
    what: 'an aggregate that nobody expects',
    plant: ['CREATE AGGREGATE shop.total(integer) (SFUNC = int4pl, STYPE = integer)'],
    found: [['extra', 'shop.total(integer)']],
  },
  // The rows go with it, so it is the last.
  {
    what: 'a table that is missing, with its keys, indexes and triggers',
    plant: [
      'DROP VIEW shop.open_weights',
      'DROP VIEW shop.open_orders',
      'DROP MATERIALIZED VIEW shop.weights',
      'DROP TABLE shop.orders',
    ],
    found: [
      ['missing', 'orders'],
      ['missing', 'numbers'],
      ['missing', 'open_orders'],
      ['missing', 'open_weights'],
      ['missing', 'weights'],
      ['missing', 'orders_statistics'],
    ],
  },
];
