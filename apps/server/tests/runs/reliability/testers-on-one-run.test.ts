import { verifyAudit } from '@atelier/db/identity/audit-verify.ts';
import { addLargeProject, smallLab } from '@atelier/testkit/large-project.ts';
import { proof } from '@atelier/testkit/proof.ts';
import { createTestDatabase, type TestDatabase } from '@atelier/testkit/test-database.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { post } from '../../kernel/reliability/rest-client.ts';
import {
  type CrashServer,
  startCrashServer,
} from '../../miniatures/reliability/crash-server-process.ts';

// Thirty testers record results of one run while the server is killed again and again in the middle of it.

const testers = 30;
const resultsOfRound = 400;
const points = [
  { point: 'statement.sent', passes: 500 },
  { point: 'transaction.before-commit', passes: 90 },
  { point: 'transaction.after-commit', passes: 120 },
  { point: 'statement.sent', passes: 901 },
  { point: 'transaction.before-commit', passes: 7 },
];

interface Sent {
  readonly itemId: string;
  readonly status: 'ok' | 'fail' | 'na';
  readonly comment: string;
  /** Every second one has a key, and can be sent again as it is. */
  readonly key: string | undefined;
  acknowledged: boolean;
}

let database: TestDatabase;
let server: CrashServer;
let projectId: string;
let engineerId: string;

beforeAll(async () => {
  database = await createTestDatabase();
  const lab = await addLargeProject(database.db, smallLab);
  projectId = lab.projectId;
  engineerId = lab.engineerIds[0] ?? '';
  server = await startCrashServer(database.connectionString);
});

afterAll(async () => {
  await server.kill();
  await database.drop();
});

proof('servers-killed-under-testers', { short: 1, long: 25 }, ({ rounds, some, passed }) => {
  const cases = Array.from({ length: Math.max(rounds, points.length) }, (_, round) => ({
    ...(points[round % points.length] ?? { point: 'statement.sent', passes: 1 }),
    round,
  })).slice(0, 25);
  test('nothing acknowledged is lost, each result has one row of the log, and the chain verifies', async () => {
    for (const { round, ...arming } of some(cases)) {
      const sent = await newRun(round);
      const dead = server.arm(arming);
      await Promise.all([dead, record(sent)]);
      await restart();
      await expectKept(sent.filter(({ acknowledged }) => acknowledged));
      await sendAgain(sent);
      await expectKept(sent);
      passed();
    }
    const { findings } = await verifyAudit(database.db);
    expect(findings).toEqual([]);
  });
});

/** A run in progress with items of which nothing is recorded yet, and what will be. */
async function newRun(round: number): Promise<readonly Sent[]> {
  const { db } = database;
  const { rows } = await db.raw<{ rows: { id: string }[] }>(
    `WITH run AS (
       INSERT INTO runs.runs (project_id, executed_by_user_id, title, status, started_at)
       VALUES (:projectId, :engineerId, 'Many testers', 'in_progress', now()) RETURNING id
     )
     INSERT INTO runs.run_items (run_id, testcase_version_id, position)
     SELECT run.id, v.id, row_number() OVER () FROM run, runs.testcase_versions AS v LIMIT ${resultsOfRound}
     RETURNING id`,
    { projectId, engineerId },
  );
  expect(rows).toHaveLength(resultsOfRound);
  return rows.map(({ id }, place) => ({
    itemId: id,
    status: (['ok', 'fail', 'na'] as const)[place % 3] ?? 'ok',
    comment: `round ${round}, place ${place}`,
    key: place % 2 === 0 ? `result-${round}-${place}` : undefined,
    acknowledged: false,
  }));
}

/** All testers take what is next until the server dies under them, or nothing is left. */
async function record(sent: readonly Sent[]): Promise<void> {
  const queue = sent.values();
  const tester = async () => {
    for (const one of queue) {
      const answer = await send(one).catch(() => undefined);
      if (answer === undefined) return;
      expect(answer.status).toBe(200);
      one.acknowledged = true;
    }
  };
  await Promise.all(Array.from({ length: testers }, tester));
  // Once all is recorded, the server may still have to pass the place at which it dies.
  while (await isAlive()) await rename();
}

function isAlive(): Promise<boolean> {
  return fetch(`${server.url}/health`).then(
    ({ ok }) => ok,
    () => false,
  );
}

async function rename(): Promise<void> {
  const change = { projectId, description: String(Math.random()) };
  await post(`${server.url}/api/trpc/runs.projects.update`, change).catch(() => undefined);
}

function send({ itemId, status, comment, key }: Sent) {
  const body = { itemId, revision: 0, status, comment };
  const headers = key === undefined ? undefined : { 'idempotency-key': key };
  return post(`${server.url}/api/trpc/runs.runs.record`, body, headers);
}

/** What was not acknowledged: with its key as it was, else after a look at whether it is there. */
async function sendAgain(sent: readonly Sent[]): Promise<void> {
  for (const one of sent) {
    if (one.acknowledged && one.key === undefined) continue;
    const isThere =
      one.key === undefined &&
      (await database.db('runs.run_results').where({ runItemId: one.itemId })).length > 0;
    if (!isThere) expect((await send(one)).status).toBe(200);
    one.acknowledged = true;
  }
}

async function expectKept(sent: readonly Sent[]): Promise<void> {
  const { rows } = await database.db.raw<{
    rows: { id: string; status: string; comment: string; revision: number; entries: number }[];
  }>(
    `SELECT x.run_item_id AS id, x.status, x.comment, x.revision, (
       SELECT count(*)::int FROM identity.audit_log
       WHERE entity_type = 'result' AND entity_id = x.run_item_id::text
     ) AS entries
     FROM runs.run_results AS x WHERE x.run_item_id = ANY (?::uuid[])`,
    [sent.map(({ itemId }) => itemId)],
  );
  const kept = new Map(rows.map((row) => [row.id, row]));
  for (const { itemId, status, comment } of sent) {
    expect(kept.get(itemId)).toEqual({ id: itemId, status, comment, revision: 1, entries: 1 });
  }
}

/** Starts the server anew, when PostgreSQL has ended whatever the killed one had asked for. */
async function restart(): Promise<void> {
  const { db, connectionString } = database;
  for (let busy = true; busy; ) {
    const { rows } = await db.raw(`
      SELECT count(*)::integer AS others FROM pg_stat_activity
      WHERE datname = current_database() AND pid <> pg_backend_pid() AND state <> 'idle'`);
    busy = rows[0].others > 0;
  }
  server = await startCrashServer(connectionString);
}
