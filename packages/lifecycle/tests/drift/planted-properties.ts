import type { PlantedDrift } from './planted-drift.ts';

const orders = 'ALTER TABLE shop.orders';
const customers = 'ALTER TABLE shop.customers';

/** What does not stand in the definition of an object, but beside it. */
export const plantedProperties: readonly PlantedDrift[] = [
  {
    what: 'a unique index of the same name where a constraint is expected',
    plant: [
      `${customers} DROP CONSTRAINT customers_email_key`,
      'CREATE UNIQUE INDEX customers_email_key ON shop.customers (email)',
    ],
    found: [['unique-kind', 'customers_email_key']],
  },
  {
    what: 'a primary key with more room in its index',
    plant: [
      `${orders} DROP CONSTRAINT orders_pkey`,
      `${orders} ADD CONSTRAINT orders_pkey PRIMARY KEY (id) WITH (fillfactor = 70)`,
    ],
    found: [['primary-key', 'orders_pkey']],
  },
  {
    what: 'a foreign key that is not kept, for all triggers are disabled',
    plant: [`${orders} DISABLE TRIGGER ALL`],
    found: [['trigger', 'orders_customer_fkey']],
  },
  {
    what: 'a foreign key that no longer deletes, for the triggers of the other table are disabled',
    plant: [`${customers} DISABLE TRIGGER ALL`],
    found: [
      ['trigger', 'orders_touch'],
      ['trigger', 'orders_customer_fkey'],
    ],
  },
  {
    what: 'row security that is forced but not on',
    plant: [`${orders} FORCE ROW LEVEL SECURITY`],
    found: [['other', 'orders']],
  },
  {
    what: 'a range type that nobody expects',
    plant: ['CREATE TYPE shop.span AS RANGE (SUBTYPE = date)'],
    found: [['extra', 'span']],
  },
  {
    what: 'a table that inherits from ours, and nobody expects',
    plant: ['CREATE TABLE shop.special (rank integer) INHERITS (shop.orders)'],
    found: [['extra', 'special']],
  },
  {
    what: 'tables that inherit from one another, in either order of their names',
    plant: [
      'CREATE TABLE shop.a_parent (id integer)',
      'CREATE TABLE shop.b_child (more text) INHERITS (shop.a_parent)',
      'CREATE TABLE shop.a_grandchild () INHERITS (shop.b_child)',
    ],
    found: [
      ['extra', 'a_parent'],
      ['extra', 'b_child'],
      ['extra', 'a_grandchild'],
    ],
  },
  {
    what: 'a partitioned table with an index and a partition, whose name stands first',
    plant: [
      'CREATE TABLE shop.parts (id integer PRIMARY KEY, note text) PARTITION BY RANGE (id)',
      'CREATE TABLE shop.a_part PARTITION OF shop.parts FOR VALUES FROM (1) TO (5)',
      'CREATE INDEX ON shop.parts (note)',
    ],
    found: [
      ['extra', 'parts'],
      ['extra', 'a_part'],
    ],
  },
  {
    what: 'a unique constraint with options of its index, deferred, whose own trigger is disabled too',
    plant: [
      `${customers} DROP CONSTRAINT customers_email_key`,
      `${customers} ADD CONSTRAINT customers_email_key UNIQUE (email) WITH (fillfactor = 50, deduplicate_items = off) DEFERRABLE`,
      `${customers} DISABLE TRIGGER ALL`,
    ],
    found: [
      ['unique', 'customers_email_key'],
      ['trigger', 'orders_touch'],
      ['trigger', 'orders_customer_fkey'],
    ],
  },
  {
    what: 'a table that inherits from ours, which has changed too',
    irreversible: true,
    plant: [
      `${orders} ADD COLUMN priority integer`,
      'CREATE TABLE shop.special (rank integer) INHERITS (shop.orders)',
    ],
    found: [
      ['extra', 'priority'],
      ['extra', 'special'],
    ],
  },
];
