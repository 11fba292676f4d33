import type { SuiteInput } from '@atelier/domain/orchestra/suite-file.ts';
import { brokerNotCovered } from '@atelier/testkit/broker-process.ts';
import { hasNatsServer, startNatsServer } from '@atelier/testkit/nats-server.ts';
import { jetstreamManager } from '@nats-io/jetstream';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { beforeAll, describe, expect, test } from 'vitest';
import { dieAt } from './dying-worker.ts';
import { finished, openOrchestra, runSuite, testsOf, until } from './orchestra-caller.ts';

// Messages from the suite to the evidence, and what becomes of them when a worker dies.

const isThere = await hasNatsServer();
if (!isThere) console.warn(brokerNotCovered('nats-server'));
const { person, database, startWorker, errors } = await openOrchestra({ worker: false });
const lead = await person('Lena', 'lead');

const step = (key: string, request: object, meta: object = {}, kind = 'ACTION') => ({
  ...{ key, name: key, kind, driver: 'nats', meta },
  request: { connection: 'mq', ...request },
});
const suiteOf = (name: string, ...steps: readonly object[]) =>
  ({ name, scenarios: [{ key: 'a', name: 'A', steps }] }) as unknown as SuiteInput;
const publish = (meta: object, more: object = {}) =>
  step(
    'send',
    {
      ...{ action: 'publish', subject: 'orders.{{run.id}}', confirm: true, ...more },
      payload: { type: 'json', value: { n: 7, word: '{{secret.mq}}' } },
    },
    meta,
  );

describe.skipIf(!isThere)('steps over NATS', () => {
  let other: NatsConnection;
  let environmentId = '';
  beforeAll(async () => {
    const server = await startNatsServer('shop', 'hush-hush');
    const address = `127.0.0.1:${server.port}`;
    other = await connect({ servers: [address], user: 'shop', pass: 'hush-hush' });
    const manager = await jetstreamManager(other);
    await manager.streams.add({ name: 'ORDERS', subjects: ['orders.*'] });
    environmentId = (
      await lead.environments.create({ name: 'System', allowedHosts: ['127.0.0.1'] })
    ).id;
    const value = `nats://shop:hush-hush@${address}`;
    await lead.environments.setSecret({ environmentId, name: 'mq', value });
    return async () => {
      await other.close();
      await server.stop();
    };
  }, 60_000);

  async function startedWith(one: object): Promise<string> {
    const suite = await lead.suites.create({ definition: suiteOf('Crash', one) });
    return (await lead.runs.start({ suiteId: suite.id, environmentId })).id;
  }
  async function after(run: string) {
    const worker = startWorker({ leaseMs: 1000 });
    const { tests } = await until(
      () => testsOf(lead, run),
      ({ tests: [one] }) => one?.status === 'PASSED' || one?.status === 'FAILED_STUCK',
    );
    await worker.drain();
    return tests[0];
  }
  async function sent(testRunId: string): Promise<number> {
    const manager = await jetstreamManager(other);
    const { state } = await manager.streams.info('ORDERS', {
      subjects_filter: `orders.${testRunId}`,
    });
    return Object.values(state.subjects ?? {}).reduce((sum, count) => sum + count, 0);
  }

  test('what one step sent the next one finds, each message once; secrets are not seen', async () => {
    const worker = startWorker();
    const expectation = (key: string, count: number) =>
      step(
        key,
        {
          ...{ action: 'expect', subject: 'orders.{{run.id}}', stream: 'ORDERS', count },
          timeout: '1m',
        },
        {
          exportAs: { n: { from: 'jsonPath', path: '$.n', type: 'number' } },
          assertions: [{ type: 'header', header: 'Content-Type', value: 'application/json' }],
        },
        'ASSERTION',
      );
    const { statuses, tests, resultsOf } = await runSuite(
      lead,
      environmentId,
      suiteOf(
        'Messages',
        publish({ assertions: [{ type: 'jsonPath', path: '$.stream', value: 'ORDERS' }] }),
        expectation('first', 1),
        { ...publish({}), key: 'again' },
        expectation('second', 1),
      ),
    );
    await worker.drain();
    expect(statuses).toEqual({ A: 'PASSED' });
    const results = await resultsOf('A');
    expect(results[1]?.result).toMatchObject({
      request: {
        action: 'expect',
        stream: 'ORDERS',
        server: expect.stringContaining('127.0.0.1:'),
      },
      answer: { messages: [{ body: { n: 7 } }], body: { n: 7 } },
      exports: { n: 7 },
    });
    const shown = JSON.stringify([results, tests]);
    expect(shown).toContain('•••');
    expect(shown).not.toContain('hush-hush');
  });

  test('a message of which nobody can tell whether it was sent is a person’s', async () => {
    const run = await startedWith(publish({}));
    await dieAt(database, 'orchestra.step-acted');
    expect(await after(run)).toMatchObject({ status: 'FAILED_STUCK' });
  });

  test('one with a key is sent again, and the stream has it once', async () => {
    const run = await startedWith(publish({ idempotent: { key: '{{run.id}}-{{step.key}}' } }));
    await dieAt(database, 'orchestra.step-acted');
    const one = await after(run);
    expect(one).toMatchObject({ status: 'PASSED' });
    expect(await sent(one?.id ?? '')).toBe(1);
    const { resultsOf } = await finished(lead, run);
    expect((await resultsOf('A')).at(-1)?.result).toMatchObject({
      answer: { body: { duplicate: true } },
    });
  });

  test('one with a probe is asked for', async () => {
    const run = await startedWith(
      publish({
        probe: {
          driver: 'nats',
          request: {
            ...{ action: 'expect', connection: 'mq', subject: 'orders.{{run.id}}' },
            ...{ stream: 'ORDERS', timeout: '5s' },
          },
          happened: [{ type: 'jsonPath', path: '$.n', value: 7 }],
        },
      }),
    );
    await dieAt(database, 'orchestra.step-acted');
    const one = await after(run);
    expect(one).toMatchObject({ status: 'PASSED' });
    expect(await sent(one?.id ?? '')).toBe(1);
  });

  test('nothing went wrong in the worker itself', () => {
    expect(errors).toEqual([]);
  });
});
