import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SuiteInput } from '@atelier/domain/orchestra/suite-file.ts';
import { programArguments } from '@atelier/testkit/programs.ts';
import { proof } from '@atelier/testkit/proof.ts';
import { afterAll, expect, test } from 'vitest';
import { finished, openOrchestra } from './orchestra-caller.ts';
import { startPoison } from './poison-system.ts';

// Systems under test that mean no good, and suites that ask for too much: each ends with a code, and one worker
// with little memory outlives them all.

const { person, database } = await openOrchestra({ worker: false });
const lead = await person('Lena', 'lead');
const system = await startPoison();
const environment = await lead.environments.create({
  name: 'Poison',
  baseUrls: { default: system.url },
});

const script = join(import.meta.dirname, 'worker-process.ts');
const worker = spawn(
  process.execPath,
  ['--max-old-space-size=512', ...programArguments(script), database.connectionString],
  { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] },
);
afterAll(() => void worker.kill('SIGKILL'));

/** Megabytes that the worker ever had at once; where the system does not say, none. */
async function mostMemory(): Promise<number> {
  const status = await readFile(`/proc/${worker.pid}/status`, 'utf8').catch(() => '');
  return Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024;
}

const get = (key: string, url: string, meta: object = {}) => ({
  ...{ key, name: key, kind: 'ACTION', driver: 'http', request: { url }, meta },
});
const wantsJson = { assertions: [{ type: 'jsonPath', path: '$.fine', value: true }] };
const all = (type: string, count = 1, scope = 'scenario') => ({
  exportAs: Object.fromEntries(
    Array.from({ length: count }, (_, place) => [`v${place}`, { from: 'body', type, scope }]),
  ),
});
const soon = { timeout: { attempt: '1s' } };

const cases: readonly (readonly [path: string, meta: object, code: string])[] = [
  ['/gigabyte', wantsJson, 'ASSERTION_FAILED'],
  ['/redirects', {}, 'TOO_MANY_REDIRECTS'],
  ['/slow-head', soon, 'TIMED_OUT'],
  ['/slow-body', soon, 'TIMED_OUT'],
  ['/endless-chunks', soon, 'TIMED_OUT'],
  ['/endless-hints', soon, 'TIMED_OUT'],
  ['/silence', soon, 'TIMED_OUT'],
  ['/no-text', wantsJson, 'ASSERTION_FAILED'],
  ['/long-header', {}, 'CONNECTION_LOST'],
  ['/many-headers', {}, 'CONNECTION_LOST'],
  ['/gzip-bomb', wantsJson, 'ASSERTION_FAILED'],
  ['/brotli-bomb', wantsJson, 'ASSERTION_FAILED'],
  ['/broken-gzip', wantsJson, 'ASSERTION_FAILED'],
  ['/garbage', {}, 'CONNECTION_LOST'],
  ['/deep', wantsJson, 'ASSERTION_FAILED'],
  ['/objects', all('json'), 'CONTEXT_TOO_LARGE'],
  ['/text', all('text', 40), 'CONTEXT_TOO_LARGE'],
];

async function run(definition: object) {
  const suite = await lead.suites.create({ definition: definition as unknown as SuiteInput });
  const { id } = await lead.runs.start({ suiteId: suite.id, environmentId: environment.id });
  return finished(lead, id);
}

proof('orchestra-poison', { short: 3, long: 60 }, ({ rounds, passed }) => {
  test('each poison ends its runs with a code, and the worker lives', async () => {
    const rows = Array.from({ length: rounds }, (_, place) => ({ key: `r${place}`, values: {} }));
    const { tests } = await run({
      name: 'Poison',
      dataSets: [{ name: 'rows', columns: [{ name: 'a', type: 'text' }], rows }],
      scenarios: cases.map(([path, meta]) => ({
        ...{ key: path.slice(1), name: path, dataSet: 'rows' },
        steps: [get('take', path, meta)],
      })),
    });
    const ends = new Set(
      tests.map(({ scenarioKey, status, error }) => `/${scenarioKey} ${status} ${error?.code}`),
    );
    expect([...ends].sort()).toEqual(
      cases.map(([path, , code]) => `${path} FAILED ${code}`).sort(),
    );
    expect(worker.exitCode ?? worker.signalCode).toBeNull();
    const most = await mostMemory();
    console.log(`The worker had at most ${Math.round(most)} MB at once.`);
    expect(most).toBeLessThan(1024);
    passed(rounds);
  });
});

test('values that many gave are more than one can go on from', async () => {
  const givers = ['a', 'b'].map((key) => ({
    ...{ key, name: key },
    steps: [
      get('take', '/text', {
        exportAs: { [`of_${key}`]: { from: 'body', type: 'text', scope: 'suite' } },
      }),
    ],
  }));
  const dependsOn = ['a', 'b'].map((scenario) => ({ scenario }));
  const { tests, statuses } = await run({
    name: 'Heavy heir',
    scenarios: [
      ...givers,
      { key: 'heir', name: 'heir', dependsOn, steps: [get('never', '/text')] },
    ],
  });
  expect(statuses).toEqual({ a: 'PASSED', b: 'PASSED', heir: 'FAILED' });
  expect(tests.find(({ name }) => name === 'heir')?.error?.code).toBe('CONTEXT_TOO_LARGE');
});

test('ten thousand steps are gone through, and more than one scenario may have are refused', async () => {
  const steps = (count: number) =>
    Array.from({ length: count }, (_, place) => ({
      ...{ key: `s${place}`, name: `s${place}`, kind: 'ASSERTION', driver: 'noop', request: {} },
    }));
  const scenarios = Array.from({ length: 20 }, (_, place) => ({
    ...{ key: `k${place}`, name: `k${place}`, steps: steps(500) },
  }));
  const { run: suiteRun } = await run({ name: 'Ten thousand', scenarios });
  expect(suiteRun).toMatchObject({ status: 'PASSED' });
  const { rows } = await database.db.raw(
    `SELECT count(*)::int AS steps FROM orchestra.step_results AS s JOIN orchestra.test_runs AS t
       ON t.id = s.run_id WHERE t.suite_run_id = ? AND s.status = 'PASSED'`,
    [suiteRun.id],
  );
  expect(rows).toEqual([{ steps: 10_000 }]);
  const definition = { name: 'Long', scenarios: [{ key: 'k', name: 'k', steps: steps(10_000) }] };
  await expect(
    lead.suites.create({ definition: definition as unknown as SuiteInput }),
  ).rejects.toMatchObject({ code: 'BAD_REQUEST' });
  expect(worker.exitCode ?? worker.signalCode).toBeNull();
});
