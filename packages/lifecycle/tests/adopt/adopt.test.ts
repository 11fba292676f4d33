import { connect } from '@atelier/db/kernel/connection.ts';
import { adopt } from '@atelier/lifecycle/adopt/adopt.ts';
import { planAdoption } from '@atelier/lifecycle/adopt/adoption-plan.ts';
import { release } from '@atelier/lifecycle/adopt/release.ts';
import { migrateDown, migrateUp } from '@atelier/lifecycle/migrate/migrator.ts';
import { migrationStatus } from '@atelier/lifecycle/migrate/status.ts';
import { type ProfileName, profiles } from '@atelier/lifecycle/profiles/rules/profiles.ts';
import { carryOutRepairs, planRepairs, undoRepair } from '@atelier/lifecycle/repair/repair.ts';
import { proof } from '@atelier/testkit/proof.ts';
import { createTestDatabase, type TestDatabase } from '@atelier/testkit/test-database.ts';
import type { Knex } from 'knex';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { databaseState } from './database-state.ts';
import { loadDrifted, loadFixture } from './load-fixture.ts';

let database: TestDatabase;
let db: TestDatabase['db'];

beforeEach(async () => {
  database = await createTestDatabase({ empty: true });
  db = database.db;
});
afterEach(() => database.drop());

async function adoptAll(name: ProfileName, fixFunctions = true) {
  const plan = await planAdoption(db, profiles[name]);
  const accepted = new Set(plan.differences.map(({ id }) => id));
  await adopt(db, plan, { accepted, fixFunctions });
  return plan;
}

interface Case {
  /** In the order in which they are adopted. */
  readonly names: readonly Exclude<ProfileName, 'miniatures-legacy'>[];
  /** Of the last one. */
  readonly differences: readonly string[];
  readonly foreignKeys: number;
  /** Each breaks a foreign key of others into ours. */
  readonly refused: readonly string[];
  /** Each asks something of others that reads our tables; the answer. */
  readonly asked: readonly (readonly [sql: string, answer: unknown])[];
}

const cases: readonly Case[] = [
  {
    names: ['time-legacy'],
    differences: [
      'default:column:roles.grants_all',
      'missing:index:diagnostic_clients.ix_diagnostic_clients_last_result',
    ],
    foreignKeys: 8,
    refused: [
      'INSERT INTO public.alarms (id, task_id, rings_at) VALUES (99, 999999, now())',
      "INSERT INTO public.habits (id, area_id, name) VALUES (99, 999, 'x')",
      "INSERT INTO public.habits (id, area_id, owner_id, name) VALUES (99, 1, 5, 'x')",
      'UPDATE public.calendar_items SET user_id = 999',
      'UPDATE public.okrs SET project_id = 999',
      'DELETE FROM "time".areas WHERE id = 2',
    ],
    asked: [
      ['SELECT public.running_timers(1002)::int AS answer', 1],
      ['SELECT public.area_of(2) AS answer', 2],
      ['SELECT public.open_tasks()::int AS answer', 45],
      ['SELECT count(*)::int AS answer FROM public.task_overview', 60],
      [
        `WITH alarm AS (INSERT INTO public.alarms (id, task_id, rings_at) VALUES (99, 60, now()) RETURNING task_id)
         SELECT task_id AS answer FROM alarm`,
        60,
      ],
      ['SELECT is_watched AS answer FROM "time".tasks WHERE id = 60', true],
    ],
  },
  {
    names: ['runs-v1'],
    differences: [
      'default:column:test_cases.details',
      'extra:column:users.avatar_url',
      'missing:index:auth_refresh_tokens.idx_auth_refresh_tokens_expires_at',
      'not-valid:foreign-key:projects.projects_owner_user_id_fkey',
    ],
    foreignKeys: 3,
    refused: [
      'INSERT INTO public.calendar_items (id, project_id, starts_on) VALUES (99, gen_random_uuid(), now())',
      'UPDATE public.bug_reports SET reporter_id = gen_random_uuid()',
      'UPDATE public.bug_reports SET run_id = gen_random_uuid()',
    ],
    asked: [
      [
        "SELECT round(public.pass_rate('40000000-0000-4000-8000-000000000001'), 3)::float8 AS answer",
        0.267,
      ],
      ['SELECT count(*)::int AS answer FROM public.failing_cases', 8],
      ["SELECT count(*)::int AS answer FROM runs.users WHERE email = 'OLGA@example.ORG'", 1],
    ],
  },
  {
    names: ['runs-v1', 'runs-v2'],
    differences: [
      'default:column:assets.asset_type',
      'extra:column:assets.vendor',
      'extra:index:runs.runs_title_idx',
      'missing:check:attachments.attachments_size_bytes_check',
      'missing:index:audit_log.idx_audit_log_actor_created_at',
      'not-valid:foreign-key:run_results.run_results_fail_reason_code_fkey',
    ],
    foreignKeys: 2,
    refused: [
      'UPDATE public.firmware_builds SET asset_id = gen_random_uuid()',
      'UPDATE public.run_bookmarks SET run_id = gen_random_uuid()',
      "UPDATE public.run_bookmarks SET user_id = 'ffffffff-0000-4000-8000-000000000000'",
    ],
    asked: [
      ["SELECT public.fail_count('a0000000-0000-4000-8000-000000000001')::int AS answer", 7],
      ['SELECT count(*)::int AS answer FROM public.locked_runs', 2],
    ],
  },
  {
    names: ['tracks'],
    differences: [
      'default:column:chat_templates.version',
      'extra:column:tracks.color',
      'missing:index:chat_messages.idx_chat_messages_thread_created',
      'not-valid:foreign-key:synopses.synopses_session_id_fkey',
    ],
    foreignKeys: 3,
    refused: [
      'UPDATE public.flashcards SET track_id = gen_random_uuid()',
      'UPDATE public.habits SET user_id = gen_random_uuid()',
      "DELETE FROM tracks.users WHERE device_id <> 'device-1'",
    ],
    asked: [
      ["SELECT public.messages_of('20000000-0000-4000-8000-000000000001')::int AS answer", 100],
      ["SELECT items::int AS answer FROM public.progress WHERE slug = 'sql'", 20],
    ],
  },
];

proof('databases-grown-by-hand', { short: 1, long: 4 }, ({ some, passed }) => {
  describe.each(some(cases))('$names', ({ names, differences, foreignKeys, refused, asked }) => {
    test('found, adopted, at the head, and released: as it was', async () => {
      await loadDrifted(db, ...names);
      const before = await databaseState(db);
      for (const name of names.slice(0, -1)) await adoptAll(name);
      const last = names.at(-1) ?? 'tracks';
      const plan = await adoptAll(last);
      expect(plan.differences.map(({ id }) => id).sort()).toEqual(differences);
      expect(plan.surroundings.foreignKeys).toHaveLength(foreignKeys);
      const { baseline, schema } = profiles[last];

      const repaired = await carryOutRepairs(db, await planRepairs(db));
      await migrateUp(db);
      const status = await migrationStatus(db);
      expect(status.pending).toEqual([]);
      expect(status.applied.find(({ name }) => name === baseline)).toMatchObject({
        origin: 'stamp',
      });
      expect(await rowCounts(schema)).toMatchObject(onlyOurs(before.rows, plan.found));

      await rolledBack(async (trx) => {
        for (const sql of refused) {
          await trx.raw('SAVEPOINT before');
          await expect(trx.raw(sql), sql).rejects.toMatchObject({ code: '23503' });
          await trx.raw('ROLLBACK TO before');
        }
        for (const [sql, answer] of asked) {
          const { rows } = await trx.raw(sql);
          expect(rows[0].answer, sql).toEqual(answer);
        }
      });

      // What comes behind the baseline, then the adoption, then what the head had built beside it.
      await migrateDown(db, { to: baseline });
      for (const name of names.toReversed()) await release(db, profiles[name]);
      for (const { record } of repaired.toReversed()) await undoRepair(db, record);
      await migrateDown(db, { to: null });
      expect(await databaseState(db)).toEqual(before);
      passed();
    });
  });
});

test("a function of others keeps finding what the database's own search path let it find", async () => {
  await loadFixture(db, 'tracks');
  await db.raw(`
    CREATE SCHEMA "Old House";
    CREATE TABLE "Old House".clients AS SELECT 7 AS number;
    SET check_function_bodies = off;
    CREATE FUNCTION "Old House".both() RETURNS bigint LANGUAGE sql STABLE AS
      'SELECT (SELECT number FROM clients) + 0 * (SELECT count(*) FROM chat_messages)';
    DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET search_path TO "Old House", public',
      current_database()); END $$`);
  await adoptAll('tracks');
  const fresh = connect({ connectionString: database.connectionString, poolSize: 1 });
  const { rows } = await fresh
    .raw(`SELECT "Old House".both()::int AS answer`)
    .finally(() => fresh.destroy());
  expect(rows).toEqual([{ answer: 7 }]);
});

async function rolledBack(work: (trx: Knex.Transaction) => Promise<void>): Promise<void> {
  const trx = await db.transaction();
  try {
    await work(trx);
  } finally {
    await trx.rollback();
  }
}

async function rowCounts(schema: string): Promise<Record<string, number>> {
  const { rows } = await databaseState(db);
  return Object.fromEntries(
    rows.filter((each) => each.schema === schema).map((each) => [each.table, each.rows]),
  );
}

function onlyOurs(
  rows: readonly { readonly table: string; readonly rows: number }[],
  found: readonly { readonly kind: string; readonly name: string }[],
): Record<string, number> {
  const ours = new Set(found.filter(({ kind }) => kind === 'table').map(({ name }) => name));
  return Object.fromEntries(
    rows.filter(({ table }) => ours.has(table)).map((each) => [each.table, each.rows]),
  );
}
