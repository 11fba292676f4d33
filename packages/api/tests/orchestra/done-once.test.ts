import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { SuiteInput } from '@atelier/domain/orchestra/suite-file.ts';
import { programArguments } from '@atelier/testkit/programs.ts';
import { afterAll, expect, test } from 'vitest';
import { finished, openOrchestra, testsOf, until } from './orchestra-caller.ts';
import { json, startRecordingServer } from './recording-server.ts';

// What must not be done twice is not done twice on a guess either: behind a lost answer, a word of a person, a probe
// that could not look, a worker that slept.

const { person, startWorker, database } = await openOrchestra({ worker: false });
const lead = await person('Lena', 'lead');
const children: ReturnType<typeof spawn>[] = [];
afterAll(() => {
  for (const child of children) child.kill('SIGKILL');
});

const made = new Map<string, number>();
/** Ways that go wrong once: `lost` does it and says nothing, `busy` cannot be asked. */
const system = await startRecordingServer(({ method, path }, response) => {
  const [, way = '', id = ''] = path.split('/');
  if (method === 'GET') {
    if (way === 'busy') return json(response, 503, {});
    return json(response, made.has(id) ? 200 : 404, {});
  }
  made.set(id, (made.get(id) ?? 0) + 1);
  if (way === 'lost' && made.get(id) === 1) return response.destroy() as unknown as undefined;
  if (way === 'away') {
    response.writeHead(303, { location: 'http://127.0.0.1:1/' }).end();
    return;
  }
  return json(response, way === 'bad' ? 409 : 201, {});
});
const environment = await lead.environments.create({
  name: 'System',
  baseUrls: { default: system.url },
  allowedHosts: ['127.0.0.1'],
});

async function startedWith(id: string, way: string, meta: object): Promise<string> {
  const step = {
    ...{ key: 'make', name: 'Make', kind: 'ACTION', driver: 'http', meta },
    request: { method: 'POST', url: `/${way}/${id}` },
  };
  const definition = { name: id, scenarios: [{ key: 'a', name: 'A', steps: [step] }] };
  const suite = await lead.suites.create({ definition: definition as unknown as SuiteInput });
  const { id: run } = await lead.runs.start({
    ...{ suiteId: suite.id, environmentId: environment.id },
  });
  return run;
}

const probe = (id: string, way = 'see') => ({
  probe: {
    driver: 'http',
    request: { url: `/${way}/${id}` },
    happened: [{ type: 'status', value: 200 }],
  },
});
const retry = (on: readonly string[], delay: string) => ({
  retry: { attempts: 3, delay, backoff: 'fixed', jitter: 0, on },
});

/** A worker in a process of its own that gets the signal at the point. */
function startProcess(point: string, signal: string) {
  const script = join(import.meta.dirname, 'worker-process.ts');
  const words = [...programArguments(script), database.connectionString, point, signal];
  const child = spawn(process.execPath, words, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  children.push(child);
  return child;
}

async function dieAt(point: string): Promise<void> {
  const [, signal] = await once(startProcess(point, 'SIGKILL'), 'exit');
  expect(signal).toBe('SIGKILL');
}

async function stuck(run: string): Promise<string> {
  const { tests } = await until(
    () => testsOf(lead, run),
    ({ tests: [one] }) => one?.status === 'FAILED_STUCK',
  );
  return tests[0]?.id ?? '';
}

test.each(['10ms', '1s'])(
  'an answer that was lost is asked for before a retry in %s',
  async (delay) => {
    const id = `lost-${delay}`;
    const worker = startWorker({ leaseMs: 1000 });
    const run = await startedWith(id, 'lost', { ...probe(id), ...retry(['error'], delay) });
    expect((await finished(lead, run)).statuses).toEqual({ A: 'PASSED' });
    expect(made.get(id)).toBe(1);
    await worker.drain();
  },
);

test.each(['10ms', '1s'])(
  'an answer that is not good enough is known, and asked for anew in %s',
  async (delay) => {
    const id = `bad-${delay}`;
    const worker = startWorker({ leaseMs: 1000 });
    const assertions = [{ type: 'status', value: 201 }];
    const run = await startedWith(id, 'bad', { assertions, ...retry(['assertion'], delay) });
    expect((await finished(lead, run)).statuses).toEqual({ A: 'FAILED' });
    expect(made.get(id)).toBe(3);
    await worker.drain();
  },
);

test('who was sent on and found nobody there has been answered, and sends nothing again', async () => {
  const worker = startWorker({ leaseMs: 1000 });
  const run = await startedWith('away', 'away', retry(['error'], '10ms'));
  expect((await finished(lead, run)).statuses).toEqual({ A: 'FAILED' });
  expect(made.get('away')).toBe(1);
  await worker.drain();
});

test('a person who has it done again has it done once', async () => {
  const run = await startedWith('again', 'plain', {});
  await dieAt('orchestra.step-acted');
  const worker = startWorker({ leaseMs: 1000 });
  await lead.tests.decide({ testRunId: await stuck(run), as: 'retry' });
  await worker.drain();
  // Whoever takes it up dies behind it as well.
  const first = made.get('again');
  if (first === 1) await dieAt('orchestra.step-acted');
  expect(made.get('again')).toBe(2);
  const next = startWorker({ leaseMs: 1000 });
  await stuck(run);
  expect(made.get('again')).toBe(2);
  await next.drain();
});

test('a probe that could not look has not seen that nothing happened', async () => {
  const run = await startedWith('unseen', 'plain', probe('unseen', 'busy'));
  await dieAt('orchestra.step-acted');
  const worker = startWorker({ leaseMs: 1000 });
  await stuck(run);
  expect(made.get('unseen')).toBe(1);
  await worker.drain();
});

test('a key that is left to chance is the same when it is sent again', async () => {
  const key = { idempotent: { key: '{{uuid()}} {{now()}} {{random(1, 1000000)}}' } };
  const run = await startedWith('chance', 'plain', key);
  await dieAt('orchestra.step-acted');
  const worker = startWorker({ leaseMs: 1000 });
  expect((await finished(lead, run)).statuses).toEqual({ A: 'PASSED' });
  const sent = system.requests.filter(({ path }) => path === '/plain/chance');
  expect(sent).toHaveLength(2);
  expect(new Set(sent.map(({ headers }) => headers['idempotency-key'])).size).toBe(1);
  await worker.drain();
});

test('a worker that slept between the intent and the action does not act when it wakes', async () => {
  const run = await startedWith('slept', 'plain', probe('slept'));
  const frozen = startProcess('orchestra.step-intended', 'SIGSTOP');
  await until(
    () => testsOf(lead, run),
    ({ tests: [one] }) => one?.status === 'IN_PROGRESS',
  );
  const worker = startWorker({ leaseMs: 1000 });
  expect((await finished(lead, run)).statuses).toEqual({ A: 'PASSED' });
  const { rows } = await database.db.raw('SELECT clock_timestamp() AS now');
  frozen.kill('SIGCONT');
  // It is awake, and has nothing in its hands any more.
  const awake = async () =>
    (
      await database.db.raw(
        'SELECT FROM orchestra.workers WHERE process_id = ? AND seen_at > ? AND held = 0',
        [frozen.pid ?? 0, rows[0].now],
      )
    ).rows.length;
  await expect.poll(awake, { timeout: 60_000 }).toBe(1);
  expect(made.get('slept')).toBe(1);
  await worker.drain();
});
