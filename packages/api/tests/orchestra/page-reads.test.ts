import { beforeAll, expect, test } from 'vitest';
import { refusal } from '../miniatures/test-caller.ts';
import { openOrchestra } from './orchestra-caller.ts';

// Rows as a worker leaves them, with instants of our own: what is read of them is figured out, not measured.
const { person, db } = await openOrchestra({ worker: false });
const lead = await person('Lena', 'lead');

const step = { key: 'n', name: 'N', kind: 'ACTION', driver: 'noop' } as const;
const { id: environmentId } = await lead.environments.create({ name: 'Staging' });
const suite = await lead.suites.create({
  definition: {
    name: 'Orders',
    dataSets: [
      {
        name: 'goods',
        columns: [{ name: 'name' }],
        rows: [
          { key: 'tea', values: { name: 'tea' } },
          { key: 'rum', values: { name: 'rum' } },
        ],
      },
    ],
    scenarios: [
      { key: 'order', name: 'An order', steps: [step] },
      { key: 'goods', name: 'Goods', dataSet: 'goods', steps: [step] },
      { key: 'pay', name: 'Pay', dependsOn: [{ scenario: 'order' }], steps: [step] },
    ],
  },
});

type Ends = Readonly<Record<string, readonly [status: string, ms: number]>>;

/** A run that came out like this: of each test its status and how long it took. */
async function ran(minutesAgo: number, ends: Ends): Promise<string> {
  const { id } = await lead.runs.start({ suiteId: suite.id, environmentId });
  const start = `now() - interval '${minutesAgo} minutes'`;
  for (const [name, [status, ms]] of Object.entries(ends)) {
    const [scenarioKey, rowKey = null] = name.split(' ');
    const isSkipped = status === 'SKIPPED';
    const changed = await db('orchestra.test_runs')
      .where({ suiteRunId: id, scenarioKey, rowKey })
      .update({
        status,
        waitsFor: null,
        startedAt: isSkipped ? null : db.raw(start),
        finishedAt: db.raw(`${start} + interval '${ms} milliseconds'`),
      });
    expect(changed).toBe(1);
  }
  const slowest = Math.max(...Object.values(ends).map(([, ms]) => ms));
  const hasFailed = Object.values(ends).some(([status]) => status === 'FAILED');
  await db('orchestra.suite_runs')
    .where({ id })
    .update({
      status: hasFailed ? 'FAILED' : 'PASSED',
      startedAt: db.raw(start),
      finishedAt: db.raw(`${start} + interval '${slowest} milliseconds'`),
    });
  return id;
}

const good: Ends = {
  order: ['PASSED', 1000],
  'goods tea': ['PASSED', 100],
  'goods rum': ['PASSED', 300],
  pay: ['PASSED', 400],
};
const runs: string[] = [];

beforeAll(async () => {
  runs.push(await ran(50, good));
  runs.push(await ran(40, { ...good, 'goods rum': ['FAILED', 900] }));
  runs.push(await ran(35, { ...good, order: ['FAILED', 3000], pay: ['SKIPPED', 0] }));
  runs.push(
    await ran(20, {
      ...good,
      order: ['FAILED', 3000],
      pay: ['SKIPPED', 0],
      'goods tea': ['FAILED', 100],
    }),
  );
  runs.push(await ran(10, { ...good, pay: ['PASSED', 1400] }));
});

test('trends tell how runs came out, how long they took, and which scenarios are flaky', async () => {
  const trends = await lead.suites.trends({ suiteId: suite.id });
  expect(trends.runs.map(({ id }) => id)).toEqual(runs);
  expect(trends.runs.map(({ passed, failed, others }) => [passed, failed, others])).toEqual([
    [4, 0, 0],
    [3, 1, 0],
    [2, 1, 1],
    [1, 2, 1],
    [4, 0, 0],
  ]);
  expect(trends.runs.map(({ ms }) => ms)).toEqual([1000, 1000, 3000, 3000, 1400]);
  expect([trends.medianMs, trends.p90Ms]).toEqual([1400, 3000]);
  expect(trends.scenarios.map(({ scenarioKey, ...one }) => [scenarioKey, one])).toEqual([
    ['order', { name: 'An order', runs: 5, failures: 2, changes: 2, medianMs: 1000, p90Ms: 1000 }],
    ['goods', { name: 'Goods', runs: 5, failures: 2, changes: 4, medianMs: 200, p90Ms: 300 }],
    ['pay', { name: 'Pay', runs: 3, failures: 0, changes: 0, medianMs: 400, p90Ms: 1200 }],
  ]);
  const [goods, order] = trends.flaky;
  expect([goods?.scenarioKey, order?.scenarioKey, trends.flaky.length]).toEqual([
    'goods',
    'order',
    2,
  ]);
  expect(goods?.outcomes.map(({ hasFailed }) => hasFailed)).toEqual([
    false,
    true,
    false,
    true,
    false,
  ]);
  const { testRunId, suiteRunId } = goods?.outcomes[1] ?? { testRunId: '', suiteRunId: '' };
  expect(suiteRunId).toBe(runs[1]);
  expect((await lead.tests.get({ testRunId })).rowKey).toBe('rum');
});

test('trends are of so many runs, in one environment', async () => {
  const two = await lead.suites.trends({ suiteId: suite.id, runs: 2 });
  expect(two.runs.map(({ id }) => id)).toEqual(runs.slice(-2));
  expect(two.flaky).toEqual([]);
  const { id: other } = await lead.environments.create({ name: 'Production' });
  const none = await lead.suites.trends({ suiteId: suite.id, environmentId: other });
  expect(none).toEqual({ runs: [], medianMs: null, p90Ms: null, scenarios: [], flaky: [] });
  expect(await refusal(lead.suites.trends({ suiteId: other }))).toEqual([
    'ERR_SCENARIO_SUITE_NOT_FOUND',
    {},
  ]);
});

test('what changed with the suite does not make a scenario flaky', async () => {
  const { definition, revision } = await lead.suites.get({ suiteId: suite.id });
  await lead.suites.save({ suiteId: suite.id, revision, definition });
  await ran(5, { ...good, 'goods tea': ['FAILED', 100] });
  const { scenarios } = await lead.suites.trends({ suiteId: suite.id });
  const goods = scenarios.find(({ scenarioKey }) => scenarioKey === 'goods');
  expect([goods?.runs, goods?.failures, goods?.changes]).toEqual([6, 3, 4]);
});

test('two runs are compared test by test', async () => {
  const [first = '', , third = '', , last = ''] = runs;
  const broken = await lead.runs.compare({ beforeId: first, afterId: third });
  expect([broken.before.id, broken.after.id]).toEqual([first, third]);
  expect(broken.tests.map(({ name, kind }) => [name, kind])).toEqual([
    ['An order', 'new_failure'],
    ['Pay', 'not_run'],
  ]);
  const { tests, counts } = await lead.runs.compare({ beforeId: third, afterId: last });
  expect(tests.map(({ name, kind }) => [name, kind])).toEqual([['An order', 'fixed']]);
  expect(counts).toMatchObject({ fixed: 1, same: 3, new_failure: 0 });
  const slower = await lead.runs.compare({ beforeId: first, afterId: last });
  expect(
    slower.tests.map(({ name, kind, before, after }) => [name, kind, before?.ms, after?.ms]),
  ).toEqual([['Pay', 'slower', 400, 1400]]);
  expect(await refusal(lead.runs.compare({ beforeId: first, afterId: suite.id }))).toEqual([
    'ERR_SUITE_RUN_NOT_FOUND',
    {},
  ]);
});

test('the scenarios of a run are told with all their rows', async () => {
  const scenarios = await lead.runs.scenarios({ suiteRunId: runs[3] ?? '' });
  expect(
    scenarios.map(({ scenarioKey, counts }) => [
      scenarioKey,
      counts.PASSED,
      counts.FAILED,
      counts.SKIPPED,
    ]),
  ).toEqual([
    ['order', 0, 1, 0],
    ['goods', 1, 1, 0],
    ['pay', 0, 0, 1],
  ]);
});

test('a run says whether all of it is paused', async () => {
  const { id: suiteRunId } = await lead.runs.start({ suiteId: suite.id, environmentId });
  expect((await lead.runs.get({ suiteRunId })).isPaused).toBe(false);
  expect((await lead.runs.pause({ suiteRunId })).isPaused).toBe(true);
  const { items } = await lead.runs.tests({ suiteRunId });
  await lead.tests.resume({ testRunId: items[0]?.id ?? '' });
  expect((await lead.runs.get({ suiteRunId })).isPaused).toBe(false);
  expect((await lead.runs.resume({ suiteRunId })).isPaused).toBe(false);
  expect((await lead.runs.get({ suiteRunId: runs[0] ?? '' })).isPaused).toBe(false);
  await db('orchestra.test_runs')
    .where({ suiteRunId })
    .update({ status: 'CANCELLED', waitsFor: null, finishedAt: db.fn.now() });
});

test('the queue is told with what was done in each of the last minutes', async () => {
  const { queue, workers } = await lead.workers.list();
  expect(workers).toEqual([]);
  expect(queue.minutes).toHaveLength(30);
  const instants = queue.minutes.map(({ at }) => Date.parse(at));
  expect(instants.slice(1).map((at, place) => at - (instants[place] ?? 0))).toEqual(
    Array.from({ length: 29 }, () => 60_000),
  );
  const done = queue.minutes.reduce((sum, { finished }) => sum + finished, 0);
  expect(done).toBe(11);
  expect(queue).toMatchObject({ queued: 0, inProgress: 0, waiting: 0, stuck: 0 });
});
