import type { PlantedDrift } from './planted-drift.ts';

const parcels = 'ALTER TABLE shop.parcels';

/** What the planner and the storage are told, beside the definitions. */
export const plantedPlanning: readonly PlantedDrift[] = [
  {
    what: 'other numbers of values that ANALYZE keeps of columns',
    plant: [
      `${parcels} ALTER COLUMN code SET STATISTICS -1`,
      'ALTER TABLE shop.orders ALTER COLUMN note SET STATISTICS 0',
    ],
    found: [
      ['other', 'code'],
      ['other', 'note'],
    ],
  },
  {
    what: 'other numbers of distinct values that the planner is told',
    plant: [
      `${parcels} ALTER COLUMN code RESET (n_distinct)`,
      `${parcels} ALTER COLUMN code SET (n_distinct_inherited = 7)`,
    ],
    found: [['other', 'code']],
  },
  {
    what: 'another number of values that ANALYZE keeps of an index',
    plant: ['ALTER INDEX shop.parcels_code_idx ALTER COLUMN 1 SET STATISTICS 10'],
    found: [['index', 'parcels_code_idx']],
  },
  {
    what: 'a number of values that ANALYZE keeps of an index by another name',
    plant: [
      'ALTER INDEX shop.parcels_code_idx RENAME TO parcels_by_code',
      'ALTER INDEX shop.parcels_by_code ALTER COLUMN 1 SET STATISTICS -1',
    ],
    found: [
      ['name', 'parcels_code_idx'],
      ['index', 'parcels_code_idx'],
    ],
  },
  {
    what: 'a number of values that ANALYZE keeps of an exclusion constraint',
    plant: ['ALTER INDEX shop.parcels_apart ALTER COLUMN 1 SET STATISTICS 44'],
    found: [['index', 'parcels_apart']],
  },
  {
    what: 'an index with a number of its own that is missing',
    plant: ['DROP INDEX shop.parcels_code_idx'],
    found: [['missing', 'parcels_code_idx']],
  },
  {
    what: 'a table that is clustered on another index',
    plant: [`${parcels} CLUSTER ON parcels_code_key`],
    found: [['other', 'parcels']],
  },
  {
    what: 'a table that is not clustered, and one that should not be',
    plant: [`${parcels} SET WITHOUT CLUSTER`, 'ALTER TABLE shop.orders CLUSTER ON orders_pkey'],
    found: [
      ['other', 'parcels'],
      ['other', 'orders'],
    ],
  },
  {
    what: 'a key that is missing, by which the table was clustered and told apart',
    plant: [`${parcels} DROP CONSTRAINT parcels_pkey`],
    found: [
      ['missing', 'parcels_pkey'],
      ['other', 'parcels'],
      ['other', 'parcels'],
    ],
  },
  {
    what: 'a key over more columns, by which the table is clustered and told apart',
    plant: [
      `${parcels} DROP CONSTRAINT parcels_pkey`,
      `${parcels} ADD CONSTRAINT parcels_pkey PRIMARY KEY (id, code)`,
      `${parcels} CLUSTER ON parcels_pkey`,
      `${parcels} REPLICA IDENTITY USING INDEX parcels_pkey`,
    ],
    found: [['primary-key', 'parcels_pkey']],
  },
  {
    what: 'other options of a table, and of the table beside it',
    plant: [
      `${parcels} SET (autovacuum_enabled = off, toast.autovacuum_vacuum_threshold = 9)`,
      `${parcels} RESET (toast.autovacuum_enabled)`,
    ],
    found: [['other', 'parcels']],
  },
  {
    what: 'another type of a column of which more is said',
    plant: [
      `${parcels} ALTER COLUMN id TYPE bigint`,
      'ALTER INDEX shop.parcels_rank_idx ALTER COLUMN 1 SET STATISTICS 600',
    ],
    // PostgreSQL makes the other index again without what was said of it.
    found: [
      ['key-type', 'id'],
      ['index', 'parcels_code_idx'],
    ],
  },
  {
    what: 'another order of columns, in a table of which much is said',
    plant: [
      `${parcels} ADD COLUMN early text`,
      `${parcels} DROP COLUMN content`,
      `${parcels} ADD COLUMN content text`,
      `${parcels} DROP COLUMN early`,
      `${parcels} ADD COLUMN early text`,
      `${parcels} DROP COLUMN late`,
      `${parcels} ADD COLUMN late text`,
      `${parcels} DROP COLUMN early`,
      `${parcels} DROP COLUMN content`,
      `${parcels} ADD COLUMN content text`,
    ],
    found: [['order-only', 'parcels']],
  },
];
