import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from '@atelier/db/kernel/connection.ts';
import { dependencies } from '@atelier/lifecycle/catalog/dependency-query.ts';
import { globals, servers } from '@atelier/lifecycle/catalog/global-queries.ts';
import * as objectQueries from '@atelier/lifecycle/catalog/object-queries.ts';
import { others } from '@atelier/lifecycle/catalog/other-queries.ts';
import * as tableQueries from '@atelier/lifecycle/catalog/table-queries.ts';
import { findDrift } from '@atelier/lifecycle/drift/compare/find-drift.ts';
import { migrateUp } from '@atelier/lifecycle/migrate/migrator.ts';
import { createLike } from '@atelier/lifecycle/scratch/scratch-database.ts';
import { connectionStringOf, inDatabase } from '@atelier/lifecycle/server/database-address.ts';
import type { Knex } from 'knex';
import { Client } from 'pg';
import { type Figure, interleaved, timesFloor, underLimit } from './figure.ts';
import type { Platform } from './platform.ts';

const rounds = 3;
const tables = 300;
/** Beside the key, the parent's and three more of them: 5,100 in all. */
const plainColumns = 12;

/**
 * Drift on a large schema against the queries of the catalogue alone: once for the database, once for
 * what is expected of it. The first check of a process builds that, and is held against plain building
 * too; the next ones have it.
 */
export async function* driftFigures({ connectionString }: Platform): AsyncGenerator<Figure> {
  const admin = connect({ connectionString, poolSize: 1 });
  const root = await mkdtemp(join(tmpdir(), 'atelier-bench-drift-'));
  const folder = join(root, 'migrations');
  const name = 'atelier_bench_drift';
  const large = inDatabase(connectionStringOf(admin), name);
  try {
    await mkdir(folder);
    await writeFile(join(root, 'package.json'), '{"type":"module"}');
    await writeFile(join(folder, '20260101000000_large_create.js'), migrationText());
    await createLike(admin, name);
    const db = connect({ connectionString: large, poolSize: 4 });
    try {
      await migrateUp(db, { folder });
      const check = async (pool: typeof db) => {
        const begin = performance.now();
        const { differences } = await findDrift(pool, { folder });
        if (differences.length > 0) throw new Error(`${differences.length} differences`);
        return performance.now() - begin;
      };
      let run = 0;
      const checkFirst = async () => {
        run += 1;
        // Another setting is another expectation: what was built before is not known for it.
        await admin.raw(`ALTER DATABASE ${name} SET geqo_threshold = ${10 + run}`);
        const pool = connect({ connectionString: large, poolSize: 4 });
        return check(pool).finally(() => pool.destroy());
      };
      const first = await interleaved(rounds, checkFirst, () => bareQueries(large));
      yield underLimit('lifecycle-drift.300-tables', 'ms', first, 3_000);
      const built = await interleaved(rounds, checkFirst, async () => {
        const building = await bareBuilding(admin);
        return building + (await bareQueries(large));
      });
      yield timesFloor('lifecycle-drift.300-tables.with-building', 'ms', built, 2);
      await check(db);
      const again = await interleaved(
        rounds,
        () => check(db),
        () => bareQueries(large),
      );
      yield timesFloor('lifecycle-drift.300-tables.again', 'ms', again, 2);
    } finally {
      await db.destroy();
    }
  } finally {
    await admin.raw('DROP DATABASE IF EXISTS ?? WITH (FORCE)', [name]);
    await admin.destroy();
    await rm(root, { recursive: true, force: true });
  }
}

/** The same tables in a database of their own, by one statement after another. */
async function bareBuilding(admin: Knex): Promise<number> {
  const name = 'atelier_bench_building';
  const begin = performance.now();
  await createLike(admin, name);
  const client = new Client({ connectionString: inDatabase(connectionStringOf(admin), name) });
  await client.connect();
  await client.query(`SET synchronous_commit = off; BEGIN; ${schemaSql()}; COMMIT`);
  await client.end();
  await admin.raw('DROP DATABASE ??', [name]);
  return performance.now() - begin;
}

async function bareQueries(connectionString: string): Promise<number> {
  const client = new Client({ connectionString });
  await client.connect();
  const { extensions, schemas, collations, types, sequences, functions, views } = objectQueries;
  const { columns, constraints, indexes, triggers, tables: ofTables } = tableQueries;
  const queries = [
    ...[extensions, schemas, collations, types, sequences, functions, views],
    ...[columns, constraints, indexes, triggers, ofTables, others, globals, servers, dependencies],
  ];
  await client.query("SET search_path = ''; SET jit = off");
  const begin = performance.now();
  for (const query of [...queries, ...queries]) await client.query(query);
  const duration = performance.now() - begin;
  await client.end();
  return duration;
}

function migrationText(): string {
  return `export async function up(knex) { await knex.raw(${JSON.stringify(schemaSql())}); }
export async function down(knex) { await knex.raw('DROP SCHEMA large CASCADE'); }\n`;
}

/** Each table refers to the one before it, and has what tables have. */
function schemaSql(): string {
  const statements = Array.from({ length: tables }, (_, place) => {
    const parent = place === 0 ? 'id' : 'parent_id';
    const columns = Array.from(
      { length: plainColumns },
      (_unused, column) => `column_${column} ${['text', 'integer', 'timestamptz'][column % 3]}`,
    );
    return `CREATE TABLE large.table_${place} (
      id uuid PRIMARY KEY, parent_id uuid, name text NOT NULL DEFAULT '', rank integer NOT NULL,
      created_at timestamptz NOT NULL DEFAULT now(), ${columns.join(', ')},
      UNIQUE (name), CHECK (rank > 0),
      FOREIGN KEY (${parent}) REFERENCES large.table_${Math.max(0, place - 1)} (id) ON DELETE CASCADE);
      CREATE INDEX ON large.table_${place} (parent_id);
      CREATE INDEX ON large.table_${place} (lower(name)) WHERE rank > 1;`;
  });
  return `CREATE SCHEMA large; ${statements.join('\n')}`;
}
