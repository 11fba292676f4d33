import { largeLab } from '@atelier/testkit/large-project.ts';
import { type Figure, underLimit } from './figure.ts';
import type { Platform } from './platform.ts';
import { readP95 } from './read-p95.ts';

const itemsSql = `SELECT i.*, v.*, c.*, x.* FROM runs.run_items AS i
  JOIN runs.testcase_versions AS v ON v.id = i.testcase_version_id JOIN runs.testcases AS c ON c.id = v.testcase_id
  LEFT JOIN runs.run_results AS x ON x.run_item_id = i.id WHERE i.run_id = $1`;
const listSql =
  'SELECT * FROM runs.runs WHERE project_id = $1 ORDER BY created_at DESC, id DESC LIMIT 100';
/** What every report has to do at least: look at each result of its time. */
const resultsSql = (since: string) => `SELECT x.status, count(*)
  FROM runs.runs AS r JOIN runs.run_results AS x ON x.run_id = r.id
  WHERE r.project_id = $1 AND r.started_at > now() - interval '${since}' GROUP BY x.status`;
/** The same of a search: the first two hundred that have a word. */
const searchSql = `SELECT title, left(body, 3000) FROM runs.search_entries
  WHERE project_id = $1 AND document @@ to_tsquery('simple', 'camera') LIMIT 200`;

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

/** Whole words and half of one, words of every case, in another form, with a letter wrong, and of nothing. */
const searches = ['night image 1997', 'strea star', 'camera', 'restarted cameras', 'recroding'];
const found = [...searches, 'wednesday'];

/** The pages and reports of a large lab, and what is looked for in it. */
export async function* readingRuns(platform: Platform, projectId: string): AsyncGenerator<Figure> {
  const { rows } = await platform.db.raw(
    `SELECT id FROM runs.runs WHERE status = 'done' AND correction_of_run_id IS NULL LIMIT 1`,
  );
  const runId: string = rows[0].id;
  const read = (
    path: string,
    inputs: readonly unknown[],
    sql: string,
    value: string,
    rate?: number,
  ) =>
    readP95(platform, {
      ...{ path: `runs.${path}`, inputs, sql, values: [value] },
      ...(rate !== undefined && { rate }),
    });
  const items = await read('runs.items', [{ runId }], itemsSql, runId);
  yield underLimit(`runs.page.${largeLab.itemsOfRun}-items.p95`, 'ms', items, 60);
  const list = await read('runs.list', [{ projectId }], listSql, projectId);
  yield underLimit('runs.list.2000-runs.p95', 'ms', list, 40);
  const which = { projectId, status: ['done'], search: 'run 19' };
  const filtered = await read('runs.list', [which], listSql, projectId);
  yield underLimit('runs.list.filtered.p95', 'ms', filtered, 40);
  const asked = found.map((words) => ({ projectId, words }));
  const search = await read('search.inProject', asked, searchSql, projectId, 12);
  yield underLimit(`runs.search.${largeLab.cases}-cases.p95`, 'ms', search, 50);
  const from = new Date(Date.now() - 90 * 86_400_000).toISOString().slice(0, 10);
  for (const report of reports) {
    const input = { projectId, from };
    const measured = await read(`reports.${report}`, [input], resultsSql('90 days'), projectId);
    yield underLimit(`runs.report.${report}.90-days.p95`, 'ms', measured, 150);
  }
  for (const report of reports) {
    const input = { projectId };
    const measured = await read(`reports.${report}`, [input], resultsSql('3 years'), projectId, 1);
    yield underLimit(`runs.report.${report}.two-years.p95`, 'ms', measured, 1000);
  }
  const dashboard = await read('reports.dashboard', [{}], listSql, projectId);
  yield underLimit('runs.dashboard.p95', 'ms', dashboard, 150);
}
