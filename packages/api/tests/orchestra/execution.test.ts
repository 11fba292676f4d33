import { createPlanCache } from '@atelier/api/orchestra/execution/plan-cache.ts';
import { endLateRuns } from '@atelier/api/orchestra/runs/end-late-runs.ts';
import { createNotifier } from '@atelier/db/kernel/notifications.ts';
import type { SuiteInput } from '@atelier/domain/orchestra/suite-file.ts';
import { describe, expect, test } from 'vitest';
import { refusal } from '../miniatures/test-caller.ts';
import { finished, openOrchestra, runSuite, testsOf, until } from './orchestra-caller.ts';
import { json, startRecordingServer } from './recording-server.ts';

const { person, errors } = await openOrchestra();
const lead = await person('Lena', 'lead');

/** Answers by its path: `/fail-3/x` fails three times, `/status/418`, `/echo`, `/hang`. */
const counts = new Map<string, number>();
const system = await startRecordingServer(async ({ path, body, headers }, response) => {
  const [, verb = '', id = ''] = path.split('/');
  const count = (counts.get(path) ?? 0) + 1;
  counts.set(path, count);
  const failing = /^fail-(\d+)$/.exec(verb)?.[1];
  if (failing !== undefined) return json(response, count <= Number(failing) ? 503 : 200, { count });
  if (verb === 'status') return json(response, Number(id), {});
  if (verb === 'hang') return;
  return json(response, 200, { path, body, headers, token: 'hush-token-7' });
});
const environment = await lead.environments.create({
  name: 'System',
  baseUrls: { default: system.url },
  variables: { region: 'north' },
});
await lead.environments.setSecret({
  environmentId: environment.id,
  name: 'password',
  value: 'sesame-open',
});

type Meta = Readonly<Record<string, unknown>>;
const http = (key: string, url: string, meta: Meta = {}, method = 'POST') => ({
  ...{ key, name: key, kind: 'ACTION', driver: 'http', request: { method, url }, meta },
});
const ok = { assertions: [{ type: 'status', value: 200 }] };
const suiteOf = (name: string, ...steps: readonly object[]) =>
  ({ name, scenarios: [{ key: 'a', name: 'A', steps }] }) as unknown as SuiteInput;
const asked = (path: string) => system.requests.filter((one) => one.path === path).length;

describe('a test run', () => {
  test('tries again as often as it is told, and each attempt is written down', async () => {
    const retry = { attempts: 4, delay: '10ms', on: ['assertion'] };
    const { statuses, resultsOf } = await runSuite(
      lead,
      environment.id,
      suiteOf('Retries', http('r', '/fail-3/r', { ...ok, retry, idempotent: true })),
    );
    expect(statuses).toEqual({ A: 'PASSED' });
    expect((await resultsOf('A')).map(({ status, attempt }) => `${status} ${attempt}`)).toEqual([
      ...['RETRIED 1', 'RETRIED 2', 'RETRIED 3', 'PASSED 4'],
    ]);
  });

  test.each(['10ms', '1s'])(
    'that asks every %s writes down each time that it asked in vain',
    async (every) => {
      const name = `polls-${every}`;
      const poll = { until: [{ type: 'status', value: 200 }], every };
      const { statuses, tests, resultsOf } = await runSuite(
        lead,
        environment.id,
        suiteOf(name, http('p', `/fail-2/${name}`, { pollUntil: poll }, 'GET'), http('q', '/echo')),
      );
      expect(statuses).toEqual({ A: 'PASSED' });
      const [polling, next] = (await resultsOf('A')).map(({ result }) => result);
      const vain = { assertion: 'status', found: '503' };
      expect(polling).toMatchObject({
        polls: 2,
        polled: [
          { number: 1, ...vain },
          { number: 2, ...vain },
        ],
      });
      expect(next).not.toHaveProperty('polled');
      const detail = await lead.tests.get({ testRunId: tests[0]?.id ?? '' });
      expect([detail.polls, detail.polled]).toEqual([0, []]);
    },
  );

  test('cleans up after a failure, and does nothing else', async () => {
    const { run, statuses, tests } = await runSuite(
      lead,
      environment.id,
      suiteOf(
        'Cleans up',
        http('bad', '/status/500', ok),
        http('never', '/echo/never'),
        http('clean', '/echo/clean', { cleanup: true }),
      ),
    );
    expect(statuses).toEqual({ A: 'FAILED' });
    expect(run.status).toBe('FAILED');
    expect(tests[0]?.error).toMatchObject({ code: 'ASSERTION_FAILED', step: 'bad' });
    expect([asked('/echo/never'), asked('/echo/clean')]).toEqual([0, 1]);
  });

  test('a soft assertion is told and fails nothing', async () => {
    const soft = { assertions: [{ type: 'status', value: 201, soft: true }] };
    const { statuses, resultsOf } = await runSuite(
      lead,
      environment.id,
      suiteOf('Soft', http('s', '/echo/soft', soft)),
    );
    expect(statuses).toEqual({ A: 'PASSED' });
    expect((await resultsOf('A'))[0]?.result).toMatchObject({ assertions: [{ ok: false }] });
  });

  test('secrets reach the system and never the results', async () => {
    const step = {
      ...http('s', '/echo/secret', {
        exportAs: { token: { from: 'jsonPath', path: '$.token', secret: true } },
      }),
      request: {
        method: 'POST',
        url: '/echo/secret',
        headers: {
          'X-Pass': '{{secret.password}}',
          Authorization: 'Basic {{base64(secret.password)}}',
        },
        body: { type: 'json', value: { pass: 'is {{secret.password}}', region: '{{env.region}}' } },
      },
    };
    const again = http('again', '/echo/{{ctx.token}}');
    const { tests, statuses, resultsOf } = await runSuite(
      lead,
      environment.id,
      suiteOf('Secrets', step, again),
    );
    expect(statuses).toEqual({ A: 'PASSED' });
    const got = system.requests.find(({ path }) => path === '/echo/secret');
    expect(got?.headers['x-pass']).toBe('sesame-open');
    expect(asked('/echo/hush-token-7')).toBe(1);
    const detail = await lead.tests.get({ testRunId: tests[0]?.id ?? '' });
    expect(detail.secretNames).toEqual(['token']);
    const shown = JSON.stringify([await resultsOf('A'), detail]);
    expect(shown).toContain('north');
    for (const hidden of ['sesame-open', 'hush-token-7', 'c2VzYW1lLW9wZW4']) {
      expect(shown).not.toContain(hidden);
    }
  });

  test('a step that fails tells no secret either: not in why, not in what it would have kept', async () => {
    const token = { exportAs: { token: { from: 'jsonPath', path: '$.token', secret: true } } };
    const never = [{ type: 'status', value: 418 }];
    const kept = { exportAs: { pass: { from: 'jsonPath', path: '$.body' } } };
    const echo = {
      ...http('echo', '/echo/kept', kept),
      request: {
        method: 'POST',
        url: '/echo/kept',
        body: { type: 'text', text: '{{secret.password}}' },
      },
    };
    const use = http('use', '/echo/{{ctx.pass}}');
    const poll = { pollUntil: { until: never, every: '10ms', timeout: '30ms' } };
    const { tests, statuses, resultsOf } = await runSuite(lead, environment.id, {
      name: 'Failing secrets',
      scenarios: [
        {
          key: 'a',
          name: 'Asserts',
          steps: [http('s', '/echo/1', { ...token, assertions: never })],
        },
        {
          key: 'p',
          name: 'Polls',
          steps: [http('s', '/echo/2', { ...token, ...poll, idempotent: true })],
        },
        { key: 'u', name: 'Address', steps: [http('s', 'gopher://{{secret.password}}/')] },
        { key: 'k', name: 'Keeps', steps: [echo, use] },
      ],
    } as unknown as SuiteInput);
    expect(statuses).toEqual({
      ...{ Asserts: 'FAILED', Polls: 'FAILED', Address: 'FAILED', Keeps: 'PASSED' },
    });
    expect(asked('/echo/sesame-open')).toBe(1);
    const details = await Promise.all(
      tests.map(async ({ id, name }) => [
        await lead.tests.get({ testRunId: id }),
        await resultsOf(name),
      ]),
    );
    const shown = JSON.stringify(details);
    expect(shown).not.toContain('sesame-open');
    // The last one did not say that the token is secret.
    expect(JSON.stringify(details.slice(0, 2))).not.toContain('hush-token-7');
  });

  test('an attempt that takes too long fails', async () => {
    const { tests } = await runSuite(
      lead,
      environment.id,
      suiteOf('Hangs', http('h', '/hang/1', { timeout: { attempt: '200ms' } })),
    );
    expect(tests[0]?.error).toMatchObject({ code: 'TIMED_OUT', step: 'h' });
  });

  test('is held on a failure, and goes on with other values', async () => {
    const suite = await lead.suites.create({
      definition: {
        name: 'Held',
        settings: { holdOnFailure: true },
        scenarios: [
          {
            key: 'a',
            name: 'A',
            steps: [
              {
                ...{ key: 'x', name: 'X', kind: 'ASSERTION', driver: 'expression' },
                request: { expression: '"404"' },
                meta: { exportAs: { code: { from: 'body', type: 'text' } } },
              },
              http('h', '/status/{{ctx.code}}', ok),
            ],
          },
        ],
      } as unknown as SuiteInput,
    });
    const { id: suiteRunId } = await lead.runs.start({
      ...{ suiteId: suite.id, environmentId: environment.id },
    });
    const { tests } = await until(
      () => testsOf(lead, suiteRunId),
      ({ tests: [one] }) => one?.waitsFor?.kind === 'hold',
    );
    const testRunId = tests[0]?.id ?? '';
    expect((await lead.waiting()).held.map((one) => one.testRunId)).toEqual([testRunId]);
    await lead.tests.continueHeld({ testRunId, context: { code: '200' } });
    expect((await finished(lead, suiteRunId)).run.status).toBe('PASSED');
    expect(await refusal(lead.tests.continueHeld({ testRunId }))).toEqual([
      'ERR_TEST_RUN_STATUS',
      { status: 'PASSED' },
    ]);
    // And once more from its second step on, with what it has now.
    const fork = await lead.tests.fork({ testRunId, position: 1 });
    expect(fork.forkedFrom?.id).toBe(suiteRunId);
    const forked = await finished(lead, fork.id);
    expect(forked.statuses).toEqual({ A: 'PASSED' });
    expect((await forked.resultsOf('A')).map(({ stepKey }) => stepKey)).toEqual(['h']);
  });

  test('is forked with the values that a step had, and not with those of the end', async () => {
    const says = (key: string, word: string, name: string, more: object = {}) => ({
      ...{ key, name: key, kind: 'ACTION', driver: 'expression' },
      request: { expression: '"said " & word', input: { word } },
      meta: { exportAs: { [name]: { from: 'body', type: 'text', ...more } } },
    });
    const { tests, statuses } = await runSuite(lead, environment.id, {
      name: 'Fork',
      scenarios: [
        {
          ...{ key: 'a', name: 'A' },
          steps: [
            says('one', '1', 'word'),
            says('two', '{{ctx.word}}', 'seen'),
            says('three', '3', 'word'),
            says('four', '4', 'late'),
            says('five', '5', 'shared', { scope: 'suite' }),
          ],
        },
      ],
    } as unknown as SuiteInput);
    expect(statuses).toEqual({ A: 'PASSED' });
    const testRunId = tests[0]?.id ?? '';
    expect(await lead.tests.valuesAt({ testRunId, position: 1 })).toEqual({
      ...{ context: { word: 'said 1' }, suiteContext: {}, secretNames: [], lastKnown: [] },
    });
    const seenBy = async (fork: { readonly id: string }) =>
      (await (await finished(lead, fork.id)).resultsOf('A'))[0]?.result;
    expect(await seenBy(await lead.tests.fork({ testRunId, position: 1 }))).toMatchObject({
      exports: { seen: 'said said 1' },
    });
    const given = { testRunId, position: 1, context: { word: 'other' } };
    expect(await seenBy(await lead.tests.fork(given))).toMatchObject({
      exports: { seen: 'said other' },
    });
    expect(await refusal(lead.tests.valuesAt({ testRunId, position: 5 }))).toEqual([
      'ERR_STEP_NOT_REACHED',
      { position: 5 },
    ]);
  });

  test('asks a person, and takes the answer', async () => {
    const step = {
      ...{ key: 'p', name: 'P', kind: 'ACTION', driver: 'human' },
      request: {
        question: 'Is {{env.region}} fine?',
        fields: [{ name: 'n', label: 'N', type: 'number' }],
      },
      meta: { exportAs: { n: { from: 'jsonPath', path: '$.n', type: 'number', scope: 'suite' } } },
    };
    const suite = await lead.suites.create({
      definition: suiteOf('Asks', step, http('u', '/echo/n{{suite.n}}')),
    });
    const { id: suiteRunId } = await lead.runs.start({
      ...{ suiteId: suite.id, environmentId: environment.id },
    });
    const { tests } = await until(
      () => testsOf(lead, suiteRunId),
      ({ tests: [one] }) => one?.waitsFor?.kind === 'person',
    );
    expect(tests[0]?.waitsFor).toMatchObject({ question: 'Is north fine?' });
    const testRunId = tests[0]?.id ?? '';
    await lead.tests.answer({ testRunId, verdict: 'passed', fields: { n: 5 } });
    expect((await finished(lead, suiteRunId)).run.status).toBe('PASSED');
    expect(asked('/echo/n5')).toBe(1);
  });

  test('scenarios wait for each other at a barrier; one that fails lets the others know', async () => {
    const wait = (parties: number) => ({
      ...{ key: 'b', name: 'B', kind: 'BARRIER', driver: 'barrier' },
      request: { barrier: 'meet', parties },
    });
    const both = (first: object) => ({
      name: 'Barrier',
      scenarios: [
        { key: 'a', name: 'A', steps: [first, wait(2)] },
        { key: 'b', name: 'B', steps: [wait(2), http('after', '/echo/after')] },
      ],
    });
    const meet = await runSuite(
      lead,
      environment.id,
      both(http('first', '/echo/first')) as unknown as SuiteInput,
    );
    expect(meet.statuses).toEqual({ A: 'PASSED', B: 'PASSED' });
    const alone = await runSuite(
      lead,
      environment.id,
      both(http('first', '/status/500', ok)) as unknown as SuiteInput,
    );
    expect(alone.statuses).toEqual({ A: 'FAILED', B: 'FAILED' });
    expect(alone.tests[1]?.error).toMatchObject({ code: 'BARRIER_PARTY_FAILED' });
  });

  test('is cancelled, and cleans up; what has not begun is cancelled at once', async () => {
    const suite = await lead.suites.create({
      definition: {
        name: 'Cancelled',
        scenarios: [
          {
            key: 'a',
            name: 'A',
            steps: [
              http('w', '/hang/cancel', { timeout: { attempt: '1m' } }),
              http('c', '/echo/cleaned', { cleanup: true }),
            ],
          },
          { key: 'b', name: 'B', dependsOn: [{ scenario: 'a' }], steps: [http('n', '/echo/n')] },
        ],
      } as unknown as SuiteInput,
    });
    const { id: suiteRunId } = await lead.runs.start({
      ...{ suiteId: suite.id, environmentId: environment.id },
    });
    await until(
      async () => asked('/hang/cancel'),
      (count) => count === 1,
    );
    await lead.runs.cancel({ suiteRunId });
    const { run, statuses } = await finished(lead, suiteRunId);
    expect(run.status).toBe('CANCELLED');
    expect(statuses).toEqual({ A: 'CANCELLED', B: 'CANCELLED' });
    expect(asked('/echo/cleaned')).toBe(1);
    expect(await refusal(lead.runs.cancel({ suiteRunId }))).toEqual(['ERR_SUITE_RUN_FINISHED', {}]);
  });

  test('a run past its limit is cancelled, whoever was there, and cleans up', async () => {
    const suite = await lead.suites.create({
      definition: {
        name: 'Limited',
        settings: { limits: { run: '1s' } },
        scenarios: [
          {
            key: 'a',
            name: 'A',
            steps: [
              {
                ...{ key: 'w', name: 'w', kind: 'ACTION', driver: 'wait' },
                request: { for: '1h' },
              },
              http('c', '/echo/limited', { cleanup: true }),
            ],
          },
          { key: 'b', name: 'B', dependsOn: [{ scenario: 'a' }], steps: [http('n', '/echo/n')] },
        ],
      } as unknown as SuiteInput,
    });
    const { id: suiteRunId } = await lead.runs.start({
      ...{ suiteId: suite.id, environmentId: environment.id },
    });
    const { run, statuses } = await finished(lead, suiteRunId);
    expect(run).toMatchObject({
      ...{ status: 'CANCELLED', error: { code: 'TIMED_OUT', facts: { of: 'run', ms: 1000 } } },
    });
    expect(statuses).toEqual({ A: 'CANCELLED', B: 'CANCELLED' });
    expect(asked('/echo/limited')).toBe(1);
  });

  test('one whose limit ended while no worker was there is ended by the next', async () => {
    const alone = await openOrchestra({ worker: false });
    const other = await alone.person('Otto', 'lead');
    const { id: environmentId } = await other.environments.create({ name: 'System' });
    const step = { ...{ key: 'x', name: 'x', kind: 'ASSERTION', driver: 'noop' } };
    const limits = { run: '50ms' };
    const suite = await other.suites.create({
      definition: { ...suiteOf('Late', step), settings: { limits } },
    });
    const { id } = await other.runs.start({ suiteId: suite.id, environmentId });
    await until(
      () =>
        alone.db.raw('SELECT deadline_at < clock_timestamp() AS over FROM orchestra.suite_runs'),
      ({ rows }) => rows[0].over,
    );
    await endLateRuns(alone.db, createNotifier(alone.db), createPlanCache());
    const { run, statuses } = await finished(other, id);
    expect(run).toMatchObject({ status: 'CANCELLED', error: { code: 'TIMED_OUT' } });
    expect(statuses).toEqual({ A: 'CANCELLED' });
    const { rows } = await alone.db.raw(
      "SELECT count(*)::int AS n FROM identity.audit_log WHERE command = 'orchestra.limit'",
    );
    // Once, also where another one looks.
    await endLateRuns(alone.db, createNotifier(alone.db), createPlanCache());
    expect(rows).toEqual([{ n: 1 }]);
  });

  test('what failed runs again with what it needs', async () => {
    const definition = {
      name: 'Again',
      scenarios: [
        { key: 'a', name: 'A', steps: [http('o', '/echo/again')] },
        {
          key: 'b',
          name: 'B',
          dependsOn: [{ scenario: 'a' }],
          steps: [http('f', '/fail-1/again', ok)],
        },
        { key: 'c', name: 'C', steps: [http('o', '/echo/other')] },
      ],
    } as unknown as SuiteInput;
    const first = await runSuite(lead, environment.id, definition);
    expect(first.statuses).toEqual({ A: 'PASSED', B: 'FAILED', C: 'PASSED' });
    const again = await lead.runs.rerunFailed({ suiteRunId: first.run.id });
    const second = await finished(lead, again.id);
    expect(second.statuses).toEqual({ A: 'PASSED', B: 'PASSED' });
    expect(await refusal(lead.runs.rerunFailed({ suiteRunId: again.id }))).toEqual([
      'ERR_NOTHING_FAILED',
      {},
    ]);
  });

  test('nothing went wrong in the worker itself', () => {
    expect(errors).toEqual([]);
  });
});
