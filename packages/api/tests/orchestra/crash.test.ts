import type { SuiteInput } from '@atelier/domain/orchestra/suite-file.ts';
import { expect, test } from 'vitest';
import { endAt as endWorkerAt, dieAt as killWorkerAt } from './dying-worker.ts';
import { finished, openOrchestra, testsOf, until } from './orchestra-caller.ts';
import { json, startRecordingServer } from './recording-server.ts';

// A worker dies in the middle of an action, and another one takes its run over: what is done is done once.

const { person, startWorker, database } = await openOrchestra({ worker: false });
const lead = await person('Lena', 'lead');
const made = new Set<string>();
const system = await startRecordingServer(({ method, path, headers }, response) => {
  const id = path.split('/')[2] ?? '';
  if (method === 'GET') return json(response, made.has(id) ? 200 : 404, {});
  const key = String(headers['idempotency-key'] ?? '');
  if (!(key !== '' && made.has(`${id} ${key}`))) made.add(id).add(`${id} ${key}`);
  return json(response, 201, {});
});
const environment = await lead.environments.create({
  name: 'System',
  baseUrls: { default: system.url },
});

const endAt = (point: string, by: 'SIGKILL' | 'SIGTERM') => endWorkerAt(database, point, by);
const dieAt = (point: string) => killWorkerAt(database, point);

async function startedWith(id: string, meta: object) {
  const step = {
    ...{ key: 'make', name: 'Make', kind: 'ACTION', driver: 'http', meta },
    request: { method: 'POST', url: `/things/${id}` },
  };
  const definition = { name: id, scenarios: [{ key: 'a', name: 'A', steps: [step] }] };
  const suite = await lead.suites.create({ definition: definition as unknown as SuiteInput });
  const { id: run } = await lead.runs.start({
    ...{ suiteId: suite.id, environmentId: environment.id },
  });
  return run;
}

const posted = (id: string) =>
  system.requests.filter(({ method, path }) => method === 'POST' && path === `/things/${id}`);
const probe = (id: string) => ({
  probe: {
    driver: 'http',
    request: { url: `/things/${id}` },
    happened: [{ type: 'status', value: 200 }],
  },
});

test.each([
  ['orchestra.step-intended', 'before', 0],
  ['orchestra.step-acted', 'after', 1],
])('killed at %s, an action with a probe is done once', async (point, id, sent) => {
  const run = await startedWith(id, probe(id));
  await dieAt(point);
  expect(posted(id)).toHaveLength(sent);
  const worker = startWorker({ leaseMs: 1000 });
  expect((await finished(lead, run)).statuses).toEqual({ A: 'PASSED' });
  expect(posted(id)).toHaveLength(1);
  await worker.drain();
});

test('killed behind an action with a key, it is sent again under the same key', async () => {
  const run = await startedWith('keyed', { idempotent: { key: '{{run.id}}' } });
  await dieAt('orchestra.step-acted');
  const worker = startWorker({ leaseMs: 1000 });
  expect((await finished(lead, run)).statuses).toEqual({ A: 'PASSED' });
  const keys = posted('keyed').map(({ headers }) => headers['idempotency-key']);
  expect(keys).toHaveLength(2);
  expect(new Set(keys).size).toBe(1);
  await worker.drain();
});

test('killed behind an action of which nobody can tell, a person decides', async () => {
  const run = await startedWith('unknown', {
    exportAs: { id: { from: 'jsonPath', path: '$.id', scope: 'suite' } },
  });
  await dieAt('orchestra.step-acted');
  const worker = startWorker({ leaseMs: 1000 });
  const { tests } = await until(
    () => testsOf(lead, run),
    ({ tests: [one] }) => one?.status === 'FAILED_STUCK',
  );
  const testRunId = tests[0]?.id ?? '';
  expect((await lead.waiting()).stuck.map((one) => one.testRunId)).toEqual([testRunId]);
  await lead.tests.decide({ testRunId, as: 'done', exports: { id: 'x7' }, note: 'I looked.' });
  expect((await finished(lead, run)).statuses).toEqual({ A: 'PASSED' });
  expect(posted('unknown')).toHaveLength(1);
  expect((await lead.tests.get({ testRunId })).suiteContext).toEqual({ id: 'x7' });
  await worker.drain();
});

test('ended in order between the intent and the action, nobody is asked', async () => {
  const run = await startedWith('in-order', {});
  expect(await endAt('orchestra.before-intent', 'SIGTERM')).toBe(0);
  expect(posted('in-order')).toHaveLength(0);
  const { rows } = await database.db.raw(
    "SELECT status, execution_context -> 'intent' ->> 'position' AS intent FROM orchestra.test_runs WHERE suite_run_id = ?",
    [run],
  );
  expect(rows).toEqual([{ status: 'QUEUED', intent: '0' }]);
  const worker = startWorker({ leaseMs: 1000 });
  const { tests } = await until(
    () => testsOf(lead, run),
    ({ tests: [one] }) => one?.status === 'PASSED' || one?.status === 'FAILED_STUCK',
  );
  expect(tests.map(({ status }) => status)).toEqual(['PASSED']);
  expect(posted('in-order')).toHaveLength(1);
  await worker.drain();
});
