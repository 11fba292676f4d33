import type { Knex } from 'knex';

/** How much there is of a lab's work. */
export interface LabSize {
  readonly cases: number;
  readonly versions: number;
  readonly runs: number;
  readonly itemsOfRun: number;
  readonly weeks: number;
}

/** two years of a large lab: a million results. */
export const largeLab: LabSize = {
  cases: 20_000,
  versions: 3,
  runs: 2000,
  itemsOfRun: 525,
  weeks: 104,
};

/** The same lab, as small as tests need it. */
export const smallLab: LabSize = { cases: 240, versions: 3, runs: 60, itemsOfRun: 24, weeks: 20 };

export interface Lab {
  readonly projectId: string;
  readonly engineerIds: readonly string[];
}

const models = 12;
const firmwares = 6;
const engineers = 20;
const suites = 200;

/** The same number for the same words, spread evenly over 0..1. */
const chance = (...words: readonly string[]) =>
  `((hashtextextended(${words.join(" || ':' || ")}, 7) & 65535) / 65536.0)`;
const idOf = (kind: string, of: string) =>
  `overlay(overlay(md5(:lab || '${kind}' || ${of}) placing '4' from 13) placing '8' from 17)::uuid`;

/**
 * A project as a lab has it after years, straight in the database and as its owner: failures hang on the model and the
 * firmware, some cases are flaky and some are never run, and the newest runs are still in progress.
 */
export async function addLargeProject(
  db: Knex,
  { cases, versions, runs, itemsOfRun, weeks }: LabSize,
  name = 'Large lab',
): Promise<Lab> {
  const templates = Math.max(1, Math.floor((cases * 0.9) / itemsOfRun));
  const values = { lab: name, cases, versions, runs, itemsOfRun, weeks, templates };
  await db.transaction(async (trx) => {
    // What the app refuses of a locked run, and keys to rows that are made right here.
    await trx.raw('SET LOCAL session_replication_role = replica');
    for (const statement of statements) {
      const used = Object.entries(values).filter(([key]) => statement.includes(`:${key}`));
      await trx.raw(statement, Object.fromEntries(used));
    }
  });
  const { rows } = await db.raw<{ rows: { project: string; engineers: string[] }[] }>(
    `SELECT ${idOf('project', "''")} AS project,
       array(SELECT ${idOf('engineer', 'n::text')} FROM generate_series(0, ${engineers - 1}) AS n) AS engineers`,
    { lab: name },
  );
  return { projectId: rows[0]?.project ?? '', engineerIds: rows[0]?.engineers ?? [] };
}

const startedAt = `date_trunc('hour', now()) - make_interval(weeks => :weeks::int)
  + make_interval(secs => (n + 0.5) * :weeks::int * 604800.0 / :runs::int)`;

/** A run of the items that failed in the run of the same template before it. */
const isCorrection = 'n % 50 = 7 AND n > :templates::int';

/** Each template goes over three benches in turn. */
const bench = "n % :templates::int || ':' || n / :templates::int % 3";

const statements = [
  `INSERT INTO identity.users (id, display_name, email)
   SELECT ${idOf('engineer', 'n::text')}, 'Engineer ' || n, lower(replace(:lab, ' ', '-')) || n || '@example.org'
   FROM generate_series(0, ${engineers - 1}) AS n`,
  `INSERT INTO identity.user_roles (user_id, role)
   SELECT ${idOf('engineer', 'n::text')}, 'engineer' FROM generate_series(0, ${engineers - 1}) AS n`,
  `INSERT INTO runs.projects (id, name, owner_user_id)
   VALUES (${idOf('project', "''")}, :lab, ${idOf('engineer', "'0'")})`,
  `INSERT INTO runs.test_suites (id, project_id, parent_id, key, name, position)
   SELECT ${idOf('suite', 'n::text')}, ${idOf('project', "''")},
     CASE WHEN n >= 20 THEN ${idOf('suite', '(n % 20)::text')} END, 'S' || n, 'Suite ' || n, n
   FROM generate_series(0, ${suites - 1}) AS n`,
  `INSERT INTO runs.testcases (id, suite_id, key, title, position, version_number, estimated_minutes)
   SELECT ${idOf('case', 'n::text')}, ${idOf('suite', `(n % ${suites})::text`)}, 'C' || n,
     (ARRAY['Stream starts', 'Night image', 'Recording resumes', 'Event is sent', 'Setting is kept'])[n % 5 + 1]
       || ' ' || n, n, :versions::int, 1 + n % 9
   FROM generate_series(0, :cases::int - 1) AS n`,
  `INSERT INTO runs.testcase_versions
     (id, testcase_id, version_number, title, summary, steps_json, change_note, created_at)
   SELECT ${idOf('version', "n || ':' || v")}, ${idOf('case', 'n::text')}, v, 'Case ' || n || ' as of ' || v,
     'What case ' || n || ' is for', jsonb_build_array(
       jsonb_build_object('action', 'Open the page of setting ' || n, 'expected', 'It is shown', 'data', ''),
       jsonb_build_object('action', 'Change it ' || v || ' times', 'expected', 'It is kept', 'data', ''),
       jsonb_build_object('action', 'Restart the camera', 'expected', 'It is kept still', 'data', '')),
     'version ' || v, now() - make_interval(weeks => :weeks::int * (:versions::int - v + 1) / :versions::int)
   FROM generate_series(0, :cases::int - 1) AS n, generate_series(1, :versions::int) AS v`,
  `INSERT INTO runs.tags (id, name) SELECT gen_random_uuid(), 'L' || n FROM generate_series(0, 2) AS n
   ON CONFLICT DO NOTHING`,
  `INSERT INTO runs.testcase_tags (testcase_id, tag_id)
   SELECT ${idOf('case', 'n::text')}, t.id FROM generate_series(0, :cases::int - 1) AS n
   JOIN runs.tags AS t ON t.name = CASE WHEN n % 10 = 0 THEN 'L0' WHEN n % 10 < 4 THEN 'L1' ELSE 'L2' END`,
  `INSERT INTO runs.assets (id, project_id, model, firmware_version, stand_name)
   SELECT ${idOf('asset', 'n::text')}, ${idOf('project', "''")}, 'DS-' || (100 + n / ${firmwares}),
     '5.' || n % ${firmwares} || '.0', 'Stand ' || n
   FROM generate_series(0, ${models * firmwares - 1}) AS n`,
  `INSERT INTO runs.run_templates (id, project_id, key, name)
   SELECT ${idOf('template', 'n::text')}, ${idOf('project', "''")}, 'T' || n, 'Template ' || n
   FROM generate_series(0, :templates::int - 1) AS n`,
  `INSERT INTO runs.run_template_items (template_id, testcase_version_id, position)
   SELECT ${idOf('template', 't::text')},
     ${idOf('version', "(t * :itemsOfRun::int + place) || ':' || :versions::int")}, place
   FROM generate_series(0, :templates::int - 1) AS t, generate_series(0, :itemsOfRun::int - 1) AS place`,
  `INSERT INTO runs.runs (id, project_id, asset_id, template_id, title, status, executed_by_user_id, started_at,
     finished_at, locked_at, verdict, correction_of_run_id, created_at, updated_at)
   SELECT ${idOf('run', 'n::text')}, ${idOf('project', "''")},
     ${idOf('asset', `floor(${chance("'asset'", bench)} * ${models * firmwares})::int::text`)},
     ${idOf('template', '(n % :templates::int)::text')}, 'Run ' || n,
     CAST(s.status AS runs.run_status), ${idOf('engineer', `(n % ${engineers})::text`)},
     CASE WHEN s.status <> 'draft' THEN at END,
     CASE WHEN s.status IN ('done', 'locked') THEN at + make_interval(hours => 3 + n % 30) END,
     CASE WHEN s.status = 'locked' THEN at + make_interval(hours => 40) END,
     CASE WHEN s.status IN ('done', 'locked') THEN 'passed_with_remarks' END,
     CASE WHEN ${isCorrection} THEN ${idOf('run', '(n - :templates::int)::text')} END, at, at
   FROM (SELECT n, ${startedAt} AS at FROM generate_series(0, :runs::int - 1) AS n) AS r
   CROSS JOIN LATERAL (SELECT CASE WHEN n < :runs::int * 0.8 THEN 'locked' WHEN n < :runs::int * 0.97 THEN 'done'
     WHEN n < :runs::int * 0.995 THEN 'in_progress' ELSE 'draft' END AS status) AS s`,
  `INSERT INTO runs.run_items (id, run_id, testcase_version_id, position, created_at)
   SELECT ${idOf('item', "n || ':' || place")}, ${idOf('run', 'n::text')},
     ${idOf(
       'version',
       "((n % :templates::int) * :itemsOfRun::int + place) || ':' || least(:versions::int, 1 + n * :versions::int / :runs::int)",
     )}, place, at
   FROM (SELECT n, ${startedAt} AS at FROM generate_series(0, :runs::int - 1) AS n) AS r,
     generate_series(0, :itemsOfRun::int - 1) AS place
   WHERE place < 40 OR NOT (${isCorrection})`,
  `INSERT INTO runs.run_results (id, run_item_id, run_id, testcase_id, status, fail_reason_code, comment,
     updated_by_user_id, updated_at)
   SELECT gen_random_uuid(), ${idOf('item', "n || ':' || place")}, ${idOf('run', 'n::text')}, ${idOf('case', 'c::text')}, CAST(status AS runs.result_status),
     CASE WHEN status = 'fail' THEN (SELECT (array_agg(code ORDER BY code))
       [1 + floor(power(${chance("'reason'", 'n', 'place')}, 2) * count(*))::int] FROM runs.fail_reasons) END,
     CASE WHEN status = 'fail' THEN 'Seen on the stand' ELSE '' END,
     ${idOf('engineer', `(n % ${engineers})::text`)}, at + make_interval(secs => place * 20)
   FROM (
     SELECT n, place, c, at, CASE
         WHEN ${chance("'na'", 'c')} < 0.05 AND ${chance("'na'", 'n', 'c')} < 0.6 THEN 'na'
         WHEN ${chance("'one'", 'n', 'c')} < 0.01 + 0.08 * ${chance("'asset'", bench)}
           + CASE WHEN ${chance("'flaky'", 'c')} < 0.02 THEN 0.4 ELSE 0 END THEN 'fail'
         ELSE 'ok' END AS status
     FROM (
       SELECT n, place, (n % :templates::int) * :itemsOfRun::int + place AS c, ${startedAt} AS at
       FROM generate_series(0, :runs::int - 1) AS n, generate_series(0, :itemsOfRun::int - 1) AS place
       WHERE (n < :runs::int * 0.97 OR (n < :runs::int * 0.995 AND place < :itemsOfRun::int * 0.6))
         AND (place < 40 OR NOT (${isCorrection}))
     ) AS carried_out
   ) AS result`,
];
