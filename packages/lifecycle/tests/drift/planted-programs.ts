import type { PlantedDrift } from './planted-drift.ts';

const orders = 'ALTER TABLE shop.orders';
const customers = 'ALTER TABLE shop.customers';

/** Sequences, triggers, functions, views, policies. */
export const plantedPrograms: readonly PlantedDrift[] = [
  {
    what: 'a sequence that counts otherwise, and belongs to no column',
    plant: ['ALTER SEQUENCE shop.numbers INCREMENT BY 5 CYCLE OWNED BY NONE'],
    found: [['sequence', 'numbers']],
  },
  {
    what: 'a trigger that is disabled',
    plant: [`${customers} DISABLE TRIGGER orders_touch`],
    found: [['trigger', 'orders_touch']],
  },
  {
    what: 'a trigger by another name, that is disabled, on a column of another type',
    plant: [
      'ALTER TRIGGER orders_touch ON shop.customers RENAME TO touch_orders',
      `${customers} DISABLE TRIGGER touch_orders`,
      `${customers} ALTER COLUMN email TYPE text`,
    ],
    found: [
      ['name', 'orders_touch'],
      ['key-type', 'email'],
    ],
  },
  {
    what: 'a trigger by another name, that calls a function of another name which does the same',
    plant: [
      'DROP TRIGGER orders_touch ON shop.customers',
      `CREATE FUNCTION shop.touched() RETURNS trigger LANGUAGE plpgsql AS $$
         BEGIN NEW.touched_at := NOW();  RETURN NEW; END $$`,
      'CREATE TRIGGER touch BEFORE UPDATE ON shop.customers FOR EACH ROW WHEN (old.* IS DISTINCT FROM new.*) EXECUTE FUNCTION shop.touched()',
    ],
    found: [
      ['name', 'orders_touch'],
      ['extra', 'touched()'],
    ],
  },
  {
    what: 'a trigger at another time, and one too many',
    plant: [
      'DROP TRIGGER orders_touch ON shop.customers',
      'CREATE TRIGGER orders_touch BEFORE INSERT ON shop.customers FOR EACH ROW EXECUTE FUNCTION shop.touch()',
      'CREATE TRIGGER again BEFORE UPDATE OF name ON shop.customers FOR EACH ROW EXECUTE FUNCTION shop.touch()',
    ],
    found: [
      ['trigger', 'orders_touch'],
      ['extra', 'again'],
    ],
  },
  {
    what: 'a function with another body',
    plant: [
      `CREATE OR REPLACE FUNCTION shop.with_tax(total numeric) RETURNS numeric LANGUAGE sql IMMUTABLE AS $$ SELECT total * 1.1 $$`,
    ],
    found: [['function', 'with_tax(numeric)']],
  },
  {
    what: 'a function with another result, that a view calls',
    plant: [
      'DROP FUNCTION shop.with_tax(numeric)',
      `CREATE FUNCTION shop.with_tax(total numeric) RETURNS integer LANGUAGE sql IMMUTABLE AS $$ SELECT total::integer $$`,
      'CREATE VIEW shop.taxed AS SELECT shop.with_tax(weight) AS taxed FROM shop.orders',
    ],
    found: [
      ['function', 'with_tax(numeric)'],
      ['extra', 'taxed'],
    ],
  },
  {
    what: 'a view that shows something else, under another view',
    plant: [
      'DROP VIEW shop.open_weights',
      'DROP VIEW shop.open_orders',
      `CREATE VIEW shop.open_orders AS SELECT id, customer_id, weight FROM shop.orders WHERE state <> 'paid'`,
      'CREATE VIEW shop.open_weights AS SELECT customer_id, sum(weight) AS weight FROM shop.open_orders GROUP BY 1',
    ],
    found: [['view', 'open_orders']],
  },
  {
    what: 'a view with another option',
    plant: ['ALTER VIEW shop.open_orders SET (security_barrier = true)'],
    found: [['view', 'open_orders']],
  },
  {
    what: 'an index of a materialized view that is missing',
    plant: ['DROP INDEX shop.weights_customer_idx'],
    found: [['missing', 'weights_customer_idx']],
  },
  {
    what: 'other storage, row security and policy of a table',
    plant: [
      `${orders} SET (fillfactor = 70)`,
      `${customers} DISABLE ROW LEVEL SECURITY`,
      'DROP POLICY customers_all ON shop.customers',
      'CREATE POLICY customers_all ON shop.customers FOR SELECT USING (id > 0)',
    ],
    found: [
      ['other', 'orders'],
      ['other', 'customers'],
      ['other', 'customers_all'],
    ],
  },
];
