import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LifecycleErrorCode } from '@atelier/lifecycle/errors/lifecycle-errors.ts';
import { readMigrationFiles } from '@atelier/lifecycle/migrate/migration-files.ts';
import { migrateDown, migrateUp } from '@atelier/lifecycle/migrate/migrator.ts';
import type { Knex } from 'knex';

// Every kind of state in which the ledger, the attempts and the files of the migrations disagree, for
// tests that walk out of it.

const first = '20260101000000_shop_create_goods';
const second = '20260102000000_shop_index_goods';
const third = '20260103000000_shop_create_shelves';

/** A migrations folder and a database, as a state is arranged in them. */
export interface StateWorld {
  readonly db: Knex;
  /** Of the migrations. */
  readonly folder: string;
  /** What has been broken; the acts of a person put it right, one after the other. */
  readonly corrections: (() => Promise<void>)[];
  remove(): Promise<void>;
}

export interface MigrationState {
  readonly name: string;
  /** The code of the step that leads on; null: nothing has to be done first. */
  readonly step: LifecycleErrorCode | null;
  readonly arrange: (world: StateWorld) => Promise<void>;
}

export async function makeStateWorld(db: Knex): Promise<StateWorld> {
  const folder = await mkdtemp(join(tmpdir(), 'atelier-states-'));
  const world = {
    db,
    folder,
    corrections: [],
    remove: () => rm(folder, { recursive: true, force: true }),
  };
  await write(world, first, {
    up: ['CREATE SCHEMA shop', 'CREATE TABLE shop.goods (id int, price int)'],
    down: ['DROP TABLE shop.goods', 'DROP SCHEMA shop'],
  });
  await migrateUp(db, { folder });
  return world;
}

interface Sent {
  readonly up: readonly string[];
  readonly down: readonly string[];
  /** Outside of transactions. */
  readonly loose?: true;
}

const addStock = 'ALTER TABLE shop.goods ADD COLUMN stock int';
const indexPrice = 'CREATE INDEX CONCURRENTLY goods_price ON shop.goods (price)';
const dropIndex = 'DROP INDEX CONCURRENTLY shop.goods_price';
const dropStock = 'ALTER TABLE shop.goods DROP COLUMN stock';
const wrong = 'UPDATE shop.goods SET prize = 1';
const right: Sent = { up: [addStock, indexPrice], down: [dropIndex, dropStock], loose: true };
const wrongUp: Sent = { ...right, up: [addStock, wrong, indexPrice] };
const wrongDown: Sent = { ...right, down: [dropIndex, wrong, dropStock] };

function write({ folder }: Pick<StateWorld, 'folder'>, name: string, sent: Sent): Promise<void> {
  const direction = (way: 'up' | 'down') =>
    `export async function ${way}(knex) { for (const sql of ${JSON.stringify(sent[way])}) await knex.raw(sql); }\n`;
  const config = sent.loose ? 'export const config = { transaction: false };\n' : '';
  return writeFile(join(folder, `${name}.js`), `${config}${direction('up')}${direction('down')}`);
}

const erase = ({ folder }: StateWorld, name: string) => rm(join(folder, `${name}.js`));

const fails = (run: Promise<unknown>): Promise<unknown> =>
  run.then(
    () => {
      throw new Error('It was to fail');
    },
    () => undefined,
  );

/** The second migration has failed behind its first statement. */
async function failUp(world: StateWorld): Promise<void> {
  await write(world, second, wrongUp);
  await fails(migrateUp(world.db, { folder: world.folder }));
}

/** It is applied, and taking it back has failed behind the first statement. */
async function failDown(world: StateWorld): Promise<void> {
  await write(world, second, wrongDown);
  await migrateUp(world.db, { folder: world.folder });
  await fails(migrateDown(world.db, { folder: world.folder, to: first }));
}

/** As if the runner had been killed where a statement failed. */
async function asKilled({ db }: StateWorld): Promise<void> {
  await db.raw(`UPDATE lifecycle.migration_attempts SET outcome = NULL, finished_at = NULL, error = NULL
    WHERE outcome = 'failed'`);
}

/** The runner was killed in the last statement of an attempt. */
async function asDoubtful(world: StateWorld, direction: 'up' | 'down'): Promise<void> {
  await world.db.raw(
    `UPDATE lifecycle.migration_attempts SET outcome = NULL, finished_at = NULL
     WHERE id = (SELECT max(id) FROM lifecycle.migration_attempts WHERE direction = ?)`,
    [direction],
  );
  await world.db.raw(`UPDATE lifecycle.attempt_statements SET finished_at = NULL
    WHERE (attempt_id, position) = (SELECT attempt_id, position FROM lifecycle.attempt_statements
      ORDER BY attempt_id DESC, position DESC LIMIT 1)`);
}

/** Its last statement is about an index without a name, of which the catalogue tells nothing. */
const nameless: Sent = {
  up: [addStock, 'CREATE INDEX CONCURRENTLY ON shop.goods (price)'],
  down: [dropStock, 'REINDEX SCHEMA CONCURRENTLY shop'],
  loose: true,
};

export const migrationStates: readonly MigrationState[] = [
  {
    name: 'killed on the way up',
    step: 'ERR_MIGRATION_HALF_DONE',
    async arrange(world) {
      const check = 'ALTER TABLE shop.goods ADD CONSTRAINT dear CHECK (price > 0)';
      await write(world, second, { ...right, up: [addStock, check, indexPrice] });
      await world.db.raw('INSERT INTO shop.goods VALUES (1, 0)');
      await fails(migrateUp(world.db, { folder: world.folder }));
      await world.db.raw('DELETE FROM shop.goods');
      await asKilled(world);
    },
  },
  {
    name: 'failed on the way up by a wrong text',
    step: 'ERR_MIGRATION_HALF_FAILED',
    async arrange(world) {
      await failUp(world);
      world.corrections.push(() => write(world, second, right));
    },
  },
  {
    name: 'failed on the way up, and corrected behind what is done',
    step: 'ERR_MIGRATION_HALF_DONE',
    async arrange(world) {
      await failUp(world);
      await write(world, second, right);
    },
  },
  {
    name: 'failed on the way up, and corrected without success',
    step: 'ERR_MIGRATION_HALF_FAILED',
    async arrange(world) {
      await failUp(world);
      await write(world, second, { ...right, up: [addStock, `${wrong}, price = 1`, indexPrice] });
      await fails(migrateUp(world.db, { folder: world.folder }));
      world.corrections.push(() => write(world, second, right));
    },
  },
  {
    name: 'failed on the way up, and edited in what is done',
    step: 'ERR_MIGRATION_HALF_EDITED',
    async arrange(world) {
      await failUp(world);
      await write(world, second, { ...right, up: [`${addStock} DEFAULT 0`, indexPrice] });
    },
  },
  {
    name: 'failed on the way up, and what is done was taken out of the file',
    step: 'ERR_MIGRATION_HALF_EDITED',
    async arrange(world) {
      await failUp(world);
      await write(world, second, { ...right, up: [] });
      world.corrections.push(() => write(world, second, right));
    },
  },
  {
    name: 'failed on the way up, and its file is lost',
    step: 'ERR_MIGRATION_HALF_MISSING',
    async arrange(world) {
      await failUp(world);
      await erase(world, second);
    },
  },
  {
    name: 'failed on the way up, and its file got a later name',
    step: 'ERR_MIGRATION_HALF_MISSING',
    async arrange(world) {
      await failUp(world);
      await erase(world, second);
      await write(world, third, right);
    },
  },
  {
    name: 'failed in its first statement',
    step: null,
    async arrange(world) {
      await write(world, second, { ...right, up: [wrong, addStock] });
      await fails(migrateUp(world.db, { folder: world.folder }));
      await write(world, second, right);
    },
  },
  {
    name: 'killed in a statement that tells nothing',
    step: 'ERR_MIGRATION_IN_DOUBT',
    async arrange(world) {
      await write(world, second, nameless);
      await migrateUp(world.db, { folder: world.folder });
      await world.db.raw('DELETE FROM lifecycle.schema_migrations WHERE name = ?', [second]);
      await asDoubtful(world, 'up');
    },
  },
  {
    name: 'half done, and written to the ledger by somebody else',
    step: null,
    async arrange(world) {
      await write(world, second, right);
      await migrateUp(world.db, { folder: world.folder });
      await asDoubtful(world, 'up');
    },
  },
  {
    name: 'half done, and a later one was run by a script',
    step: 'ERR_MIGRATION_HALF_DONE',
    async arrange(world) {
      await failUp(world);
      await write(world, second, right);
      await write(world, third, { up: ['CREATE TABLE shop.shelves (id int)'], down: [] });
      await world.db.raw('CREATE TABLE shop.shelves (id int)');
      await world.db.raw(
        `INSERT INTO lifecycle.schema_migrations (name, checksum, duration_ms, origin)
         VALUES (?, ?, 0, 'script')`,
        [third, await checksumOf(world, third)],
      );
    },
  },
  {
    name: 'killed on the way down',
    step: 'ERR_MIGRATION_HALF_DONE',
    async arrange(world) {
      await failDown(world);
      await world.db.raw('ALTER TABLE shop.goods ADD COLUMN prize int');
      await asKilled(world);
      world.corrections.push(async () => {
        await world.db.raw('ALTER TABLE shop.goods DROP COLUMN prize');
      });
    },
  },
  {
    name: 'failed on the way down by a wrong text',
    step: 'ERR_MIGRATION_HALF_BACK',
    async arrange(world) {
      await failDown(world);
      world.corrections.push(() => write(world, second, right));
    },
  },
  {
    name: 'failed on the way down, and edited in what is done',
    step: 'ERR_MIGRATION_EDITED',
    async arrange(world) {
      await failDown(world);
      await write(world, second, { ...right, down: [dropStock] });
      world.corrections.push(
        () => write(world, second, wrongDown),
        () => write(world, second, right),
      );
    },
  },
  {
    name: 'failed on the way down, and its file is gone',
    step: 'ERR_MIGRATION_MISSING',
    async arrange(world) {
      await failDown(world);
      await erase(world, second);
      world.corrections.push(() => write(world, second, right));
    },
  },
  {
    name: 'killed on the way down in a statement that tells nothing',
    step: 'ERR_MIGRATION_IN_DOUBT',
    async arrange(world) {
      await write(world, second, nameless);
      await migrateUp(world.db, { folder: world.folder });
      const [row] = await world.db('lifecycle.schema_migrations').where({ name: second });
      await migrateDown(world.db, { folder: world.folder, to: first });
      await world.db('lifecycle.schema_migrations').insert(row);
      await asDoubtful(world, 'down');
    },
  },
  {
    name: 'half taken back, and taken out of the ledger by somebody else',
    step: null,
    async arrange(world) {
      await write(world, second, right);
      await migrateUp(world.db, { folder: world.folder });
      await migrateDown(world.db, { folder: world.folder, to: first });
      await asDoubtful(world, 'down');
    },
  },
  {
    name: 'an applied file was edited',
    step: 'ERR_MIGRATION_EDITED',
    async arrange(world) {
      await write(world, second, right);
      await migrateUp(world.db, { folder: world.folder });
      await write(world, second, { ...right, up: [addStock] });
      world.corrections.push(() => write(world, second, right));
    },
  },
  {
    name: 'an applied file is gone',
    step: 'ERR_MIGRATION_MISSING',
    async arrange(world) {
      await write(world, second, right);
      await migrateUp(world.db, { folder: world.folder });
      await erase(world, second);
      world.corrections.push(() => write(world, second, right));
    },
  },
  {
    name: 'a file stands before an applied one',
    step: 'ERR_MIGRATION_OUT_OF_ORDER',
    async arrange(world) {
      await write(world, third, right);
      await migrateUp(world.db, { folder: world.folder });
      await write(world, second, { up: ['CREATE TABLE shop.shelves (id int)'], down: [] });
      const path = (name: string) => join(world.folder, `${name}.js`);
      world.corrections.push(() =>
        rename(path(second), path('20260104000000_shop_create_shelves')),
      );
    },
  },
  {
    name: 'one is half done, and another file was edited',
    step: 'ERR_MIGRATION_EDITED',
    async arrange(world) {
      await failUp(world);
      await world.db.raw("UPDATE lifecycle.schema_migrations SET checksum = 'edited'");
      world.corrections.push(
        async () => {
          await world.db('lifecycle.schema_migrations').update({
            checksum: await checksumOf(world, first),
          });
        },
        () => write(world, second, right),
      );
    },
  },
];

async function checksumOf({ folder }: StateWorld, name: string): Promise<string> {
  const file = (await readMigrationFiles(folder)).find((each) => each.name === name);
  return file?.checksum ?? '';
}
