import type { ReportFilter } from '@atelier/domain/runs/reports/schemas.ts';
import type { Knex } from 'knex';

// The reports once more, as plainly as they can be said: over all rows, in memory.

interface RunRow {
  readonly id: string;
  /** When it began, as texts are put in order. */
  readonly at: string;
  readonly day: string;
  readonly week: string;
  readonly status: string;
  readonly asset_id: string | null;
  readonly model: string;
  readonly firmware: string;
  readonly template_id: string | null;
  readonly engineer: string;
  readonly correction_of_run_id: string | null;
}

interface ResultRow {
  readonly id: string;
  readonly run_id: string;
  readonly case_id: string;
  readonly parameter_row: number | null;
  readonly status: 'ok' | 'fail' | 'na';
  readonly code: string | null;
}

interface CaseRow {
  readonly id: string;
  readonly key: string;
  readonly suite_id: string;
  readonly is_used: boolean;
  readonly levels: readonly string[];
}

interface SuiteRow {
  readonly id: string;
  readonly parent_id: string | null;
}

export async function readLab(db: Knex, projectId: string) {
  const all = async <Row>(sql: string) => (await db.raw<{ rows: Row[] }>(sql, { projectId })).rows;
  return {
    runs: await all<RunRow>(
      `SELECT r.id, r.status, r.asset_id, r.template_id, r.executed_by_user_id AS engineer, r.correction_of_run_id,
         coalesce(a.model, '') AS model, coalesce(a.firmware_version, '') AS firmware,
         to_char(coalesce(r.started_at, r.created_at) AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US') AS at,
         to_char(coalesce(r.started_at, r.created_at) AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS day,
         to_char(date_trunc('week', coalesce(r.started_at, r.created_at) AT TIME ZONE 'UTC'), 'YYYY-MM-DD') AS week
       FROM runs.runs AS r LEFT JOIN runs.assets AS a ON a.id = r.asset_id WHERE r.project_id = :projectId`,
    ),
    results: await all<ResultRow>(
      `SELECT x.id, i.run_id, v.testcase_id AS case_id, i.parameter_row, x.status, x.fail_reason_code AS code
       FROM runs.run_results AS x JOIN runs.run_items AS i ON i.id = x.run_item_id
       JOIN runs.testcase_versions AS v ON v.id = i.testcase_version_id
       JOIN runs.runs AS r ON r.id = i.run_id WHERE r.project_id = :projectId`,
    ),
    cases: await all<CaseRow>(
      `SELECT c.id, c.key, c.suite_id, NOT c.is_archived AND NOT s.is_archived AS is_used, array(
         SELECT upper(t.name::text) FROM runs.testcase_tags AS ct JOIN runs.tags AS t ON t.id = ct.tag_id
         WHERE ct.testcase_id = c.id AND upper(t.name::text) IN ('L0', 'L1', 'L2') ORDER BY 1
       ) AS levels
       FROM runs.testcases AS c JOIN runs.test_suites AS s ON s.id = c.suite_id
       WHERE s.project_id = :projectId OR s.project_id IS NULL`,
    ),
    suites: await all<SuiteRow>(
      `SELECT id, parent_id FROM runs.test_suites WHERE project_id = :projectId OR project_id IS NULL`,
    ),
  };
}

export type LabRows = Awaited<ReturnType<typeof readLab>>;

/** What each report says with this filter, as far as it hangs on which results count. */
export function slowReports(lab: LabRows, filter: ReportFilter) {
  const runs = lab.runs.filter((run) => isWanted(run, filter));
  const asked = new Set(
    lab.cases.filter((one) => isOf(one, lab.suites, filter)).map(({ id }) => id),
  );
  const counted = lab.results.filter(
    (result) =>
      runs.some(({ id }) => id === result.run_id) &&
      asked.has(result.case_id) &&
      !isSuperseded(result, lab),
  );
  const runOf = new Map(lab.runs.map((run) => [run.id, run]));
  const placeOf = ({ run_id }: ResultRow) => {
    const { model = '', firmware = '' } = runOf.get(run_id) ?? {};
    return `${model} / ${firmware}`;
  };
  const used = lab.cases.filter(({ id, is_used }) => is_used && asked.has(id));
  const isUsed = new Set(used.map(({ id }) => id));
  const covering = counted.filter(({ status, case_id }) => status !== 'na' && isUsed.has(case_id));
  const covered = new Set(covering.map(({ case_id }) => case_id));
  const share = (cases: readonly CaseRow[]) =>
    `${cases.filter(({ id }) => covered.has(id)).length} of ${cases.length}`;
  const onAssets = covering.filter(({ run_id }) => runOf.get(run_id)?.asset_id != null);
  return {
    total: share(used),
    suites: mapped(
      grouped(used, ({ suite_id }) => suite_id),
      share,
    ),
    levels: mapped(
      grouped(used, ({ levels }) => levels[0] ?? 'none'),
      share,
    ),
    assets: mapped(
      grouped(onAssets, placeOf),
      (all) => new Set(all.map((one) => one.case_id)).size,
    ),
    failRates: mapped(grouped(counted, placeOf), outcomes),
    engineers: mapped(
      grouped(runs, ({ engineer }) => engineer),
      (own) => ({
        finished: own.filter(({ status }) => status === 'done' || status === 'locked').length,
        results: counted.filter(({ run_id }) => own.some(({ id }) => id === run_id)).length,
      }),
    ),
    weeks: mapped(
      grouped(runs, ({ week }) => week),
      (own) => ({
        runs: own.length,
        ...outcomes(counted.filter(({ run_id }) => own.some(({ id }) => id === run_id))),
      }),
    ),
    reasons: mapped(
      grouped(counted.filter(isFail), ({ code }) => code ?? 'none'),
      (all) => ({
        failures: all.length,
        cases: new Set(all.map(({ case_id }) => case_id)).size,
      }),
    ),
    flaky: flakyOf(counted, lab.runs),
    failing: mapped(
      grouped(counted, ({ case_id }) => case_id),
      (all) => ({
        fails: all.filter(isFail).length,
        results: all.length,
      }),
    ),
  };
}

/** By the word of the guide: what came of a case in a place, run after run, and how often that was another thing. */
function flakyOf(counted: readonly ResultRow[], runs: readonly RunRow[]) {
  const places = counted
    .filter(({ status }) => status !== 'na')
    .map((result) => ({ ...result, run: runs.find(({ id }) => id === result.run_id) }));
  const byPlace = grouped(places, ({ case_id, run }) =>
    JSON.stringify([case_id, run?.model, run?.firmware]),
  );
  const found = [...byPlace].flatMap(([place, all]) => {
    const ofRuns = [...grouped(all, ({ run }) => `${run?.at} ${run?.id}`)].sort();
    const failed = ofRuns.map(([, rows]) => rows.some(isFail));
    const changes = failed.filter((one, index) => index > 0 && one !== failed[index - 1]).length;
    const [id] = JSON.parse(place) as [string];
    const fails = failed.filter(Boolean).length;
    return changes < 2 ? [] : [{ id, changes, fails, results: failed.length }];
  });
  return mapped(
    grouped(found, ({ id }) => id),
    (all) => {
      const sum = (of: 'changes' | 'fails' | 'results') =>
        all.reduce((total, one) => total + one[of], 0);
      return {
        changes: sum('changes'),
        fails: sum('fails'),
        results: sum('results'),
        assets: all.length,
      };
    },
  );
}

const isFail = ({ status }: Pick<ResultRow, 'status'>) => status === 'fail';

function isWanted(run: RunRow, filter: ReportFilter): boolean {
  const { from, to, models, firmwares, templateId, engineerId, status } = filter;
  return (
    (from === undefined || run.day >= from) &&
    (to === undefined || run.day <= to) &&
    (models?.includes(run.model) ?? true) &&
    (firmwares?.includes(run.firmware) ?? true) &&
    (templateId === undefined || run.template_id === templateId) &&
    (engineerId === undefined || run.engineer === engineerId) &&
    (status?.some((one) => one === run.status) ?? true)
  );
}

function isOf(one: CaseRow, suites: readonly SuiteRow[], { suiteId, level }: ReportFilter) {
  if (level !== undefined && !one.levels.includes(level)) return false;
  if (suiteId === undefined) return true;
  let above: string | null = one.suite_id;
  while (above !== null && above !== suiteId) {
    const here: string = above;
    above = suites.find(({ id }) => id === here)?.parent_id ?? null;
  }
  return above === suiteId;
}

/** Whether a finished correction of its run has a result of the same case with the same row of data. */
function isSuperseded({ run_id, case_id, parameter_row }: ResultRow, lab: LabRows): boolean {
  const corrections = lab.runs.filter(
    ({ correction_of_run_id, status }) =>
      correction_of_run_id === run_id && (status === 'done' || status === 'locked'),
  );
  if (corrections.length === 0) return false;
  return lab.results.some(
    (other) =>
      other.case_id === case_id &&
      other.parameter_row === parameter_row &&
      corrections.some(({ id }) => id === other.run_id),
  );
}

function outcomes(results: readonly ResultRow[]) {
  const of = (wanted: string) => results.filter(({ status }) => status === wanted).length;
  return { ok: of('ok'), fail: of('fail'), na: of('na') };
}

function grouped<One>(all: readonly One[], by: (one: One) => string): ReadonlyMap<string, One[]> {
  const groups = new Map<string, One[]>();
  for (const one of all) groups.set(by(one), [...(groups.get(by(one)) ?? []), one]);
  return groups;
}

function mapped<One, Made>(groups: ReadonlyMap<string, One[]>, make: (all: One[]) => Made) {
  return Object.fromEntries([...groups].map(([name, all]) => [name, make(all)]));
}
