import { createCaller } from '@atelier/api/root.ts';
import { connect } from '@atelier/db/kernel/connection.ts';
import { addLargeProject, largeLab } from '@atelier/testkit/large-project.ts';
import { Client } from 'pg';
import { contextOn } from './audit.ts';
import { runLoad } from './child.ts';
import { type Figure, interleaved, shareOfFloor, underLimit } from './figure.ts';
import type { HttpLoad, HttpLoadResult } from './http-load.ts';
import { onlyOk } from './move.ts';
import type { Platform } from './platform.ts';
import type { ReadLoad, ReadLoadResult } from './read-load.ts';

const lanes = 32;
const seconds = 3;
const reads = { rate: 4, warmupSeconds: 1, seconds: 5 };

/** A lab of two years, a million results: its pages, its reports, and how fast results are recorded. */
export async function* runsFigures(platform: Platform): AsyncGenerator<Figure> {
  const { db } = platform;
  const { projectId } = await addLargeProject(db, largeLab);
  await db.raw('VACUUM ANALYZE');
  yield* reading(platform, projectId);
  yield* recording(platform);
}

const itemsSql = `SELECT i.*, v.*, c.*, x.* FROM runs.run_items AS i
  JOIN runs.testcase_versions AS v ON v.id = i.testcase_version_id JOIN runs.testcases AS c ON c.id = v.testcase_id
  LEFT JOIN runs.run_results AS x ON x.run_item_id = i.id WHERE i.run_id = $1`;
const listSql =
  'SELECT * FROM runs.runs WHERE project_id = $1 ORDER BY created_at DESC, id DESC LIMIT 100';
/** What every report has to do at least: look at each result of the last ninety days. */
const resultsSql = `SELECT x.status, count(*) FROM runs.runs AS r JOIN runs.run_results AS x ON x.run_id = r.id
  WHERE r.project_id = $1 AND r.started_at > now() - interval '90 days' GROUP BY x.status`;
const reports = [
  'coverage',
  'failRates',
  'reasons',
  'failingCases',
  'flakyCases',
  'naCases',
  'engineers',
  'trends',
] as const;

async function* reading(platform: Platform, projectId: string): AsyncGenerator<Figure> {
  const { db, connectionString, port } = platform;
  const p95 = async (path: string, input: unknown, sql: string, value: string) =>
    interleaved(
      3,
      async () => {
        const query = encodeURIComponent(JSON.stringify(input));
        const requests = [
          { method: 'GET' as const, path: `/api/trpc/runs.${path}?input=${query}` },
        ];
        const load: HttpLoad = { port, connections: 1, ...reads, requests };
        const result = await runLoad<HttpLoadResult>('http-load.ts', load);
        onlyOk(result);
        return result.p95Ms;
      },
      async () => {
        const load: ReadLoad = { connectionString, sql, values: [value], ...reads };
        return (await runLoad<ReadLoadResult>('read-load.ts', load)).p95Ms;
      },
    );
  const { rows } = await db.raw(
    `SELECT id FROM runs.runs WHERE status = 'done' AND correction_of_run_id IS NULL LIMIT 1`,
  );
  const runId: string = rows[0].id;
  const items = await p95('runs.items', { runId }, itemsSql, runId);
  yield underLimit(`runs.page.${largeLab.itemsOfRun}-items.p95`, 'ms', items, 60);
  const list = await p95('runs.list', { projectId }, listSql, projectId);
  yield underLimit('runs.list.2000-runs.p95', 'ms', list, 40);
  const which = { projectId, status: ['done'], search: 'run 19' };
  const filtered = await p95('runs.list', which, listSql, projectId);
  yield underLimit('runs.list.filtered.p95', 'ms', filtered, 40);
  const from = new Date(Date.now() - 90 * 86_400_000).toISOString().slice(0, 10);
  for (const report of reports) {
    const measured = await p95(`reports.${report}`, { projectId, from }, resultsSql, projectId);
    yield underLimit(`runs.report.${report}.90-days.p95`, 'ms', measured, 150);
  }
  for (const report of reports) {
    const { value } = await p95(`reports.${report}`, { projectId }, listSql, projectId);
    yield { figure: `runs.report.${report}.two-years.p95`, value: Math.round(value), unit: 'ms' };
  }
  const dashboard = await p95('reports.dashboard', {}, listSql, projectId);
  yield underLimit('runs.dashboard.p95', 'ms', dashboard, 150);
}

/** Results with their rows of the audit log, against the bare transaction that keeps a result. */
async function* recording({ db, connectionString }: Platform): AsyncGenerator<Figure> {
  const { rows } = await db.raw<{ rows: { id: string; engineer: string }[] }>(
    `SELECT i.id, r.executed_by_user_id AS engineer FROM runs.run_items AS i JOIN runs.runs AS r ON r.id = i.run_id
     WHERE r.status = 'in_progress' AND NOT EXISTS (
       SELECT FROM runs.run_results AS x WHERE x.run_item_id = i.id
     ) LIMIT ${lanes * 2}`,
  );
  const [ours, bare] = [rows.slice(0, lanes), rows.slice(lanes)];
  const pool = connect({ connectionString, poolSize: lanes });
  const bench = contextOn(pool);
  const context = { ...bench, actor: { ...bench.actor, id: rows[0]?.engineer ?? '' } };
  const { record } = createCaller(context).runs.runs;
  const revisions = new Map<string, number>();
  const clients = bare.map(() => new Client({ connectionString }));
  await Promise.all(clients.map((client) => client.connect()));
  const measured = await interleaved(
    5,
    () =>
      perSecond(ours, async (itemId) => {
        const revision = revisions.get(itemId) ?? 0;
        const { result } = await record({ itemId, revision, status: 'ok', comment: 'seen' });
        revisions.set(itemId, result?.revision ?? 0);
      }),
    () =>
      perSecond(bare, async (itemId, lane) => {
        const client = clients[lane];
        await client?.query('BEGIN');
        await client?.query({ name: 'save', text: saveSql, values: [itemId] });
        await client?.query('COMMIT');
      }),
  );
  yield shareOfFloor('runs.record', 'results/s', measured, 0.4);
  await Promise.all(clients.map((client) => client.end()));
  await context.notifier.flush();
  await pool.destroy();
}

const saveSql = `INSERT INTO runs.run_results AS x (run_item_id, status, comment) VALUES ($1, 'ok', 'seen')
  ON CONFLICT (run_item_id) DO UPDATE SET status = excluded.status, revision = x.revision + 1, updated_at = now()`;

async function perSecond(
  items: readonly { readonly id: string }[],
  work: (itemId: string, lane: number) => Promise<unknown>,
): Promise<number> {
  const until = performance.now() + seconds * 1000;
  let done = 0;
  await Promise.all(
    items.map(async ({ id }, lane) => {
      while (performance.now() < until) {
        await work(id, lane);
        done += 1;
      }
    }),
  );
  return done / seconds;
}
