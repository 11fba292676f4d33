import type { SuiteInput } from '@atelier/domain/orchestra/suite-file.ts';
import { brokerNotCovered } from '@atelier/testkit/broker-process.ts';
import { hasNatsServer, startNatsServer } from '@atelier/testkit/nats-server.ts';
import { hasRabbitMq, startRabbitMq } from '@atelier/testkit/rabbitmq.ts';
import { jetstreamManager } from '@nats-io/jetstream';
import { connect as connectNats, type NatsConnection } from '@nats-io/transport-node';
import { type Channel, connect } from 'amqplib';
import { beforeAll, describe, expect, test } from 'vitest';
import { finished, openOrchestra, testsOf, until } from './orchestra-caller.ts';

// Steps that wait long for a message: nobody is held by them, and whoever looks next finds it.

const hasNats = await hasNatsServer();
const hasRabbit = await hasRabbitMq();
if (!hasNats) console.warn(brokerNotCovered('nats-server'));
if (!hasRabbit) console.warn(brokerNotCovered('rabbitmq-server'));
const { person, startWorker, errors } = await openOrchestra({ worker: false });
const lead = await person('Lena', 'lead');
const environment = await lead.environments.create({ name: 'System', allowedHosts: ['127.0.0.1'] });
const setSecret = (name: string, value: string) =>
  lead.environments.setSecret({ environmentId: environment.id, name, value });

const step = (driver: 'amqp' | 'nats', request: object, more: object = {}) => ({
  ...{ key: 'wait', name: 'Wait', kind: 'ASSERTION', driver, ...more },
  request: { action: 'expect', connection: driver, ...request },
});
const other = { key: 'other', name: 'Other', kind: 'ACTION', driver: 'noop', request: {} };
async function started(...steps: readonly object[]): Promise<string> {
  const scenarios = [{ key: 'a', name: 'A', steps }];
  const definition = { name: 'Waits', scenarios } as unknown as SuiteInput;
  const suite = await lead.suites.create({ definition });
  return (await lead.runs.start({ suiteId: suite.id, environmentId: environment.id })).id;
}
const waits = (run: string) =>
  until(
    () => testsOf(lead, run),
    ({ tests: [one] }) => one?.status === 'PENDING' && one.waitsFor?.kind === 'message',
  );
const resultOf = async (run: string) => {
  const { statuses, resultsOf } = await finished(lead, run);
  return { status: statuses.A, result: (await resultsOf('A')).at(-1)?.result };
};

describe.skipIf(!hasRabbit)('a queue', () => {
  let channel: Channel;
  beforeAll(async () => {
    const broker = await startRabbitMq();
    const address = `amqp://guest:guest@127.0.0.1:${broker.port}`;
    await setSecret('amqp', address);
    const client = await connect(address);
    channel = await client.createChannel();
    return async () => {
      await client.close();
      await broker.stop();
    };
  }, 120_000);
  const send = (queue: string, n: number) =>
    channel.sendToQueue(queue, Buffer.from(JSON.stringify({ n })));

  test.each(['ASSERTION', 'ACTION'])(
    'is waited for by an %s without its worker, and is meanwhile everybody’s',
    async (kind) => {
      const { queue } = await channel.assertQueue(`waits-${kind}`);
      send(queue, 1);
      const worker = startWorker({ concurrency: 1 });
      const run = await started(
        step('amqp', { queue, where: 'body.n = 7', timeout: '1d' }, { kind }),
      );
      await waits(run);
      await until(
        () => channel.checkQueue(queue),
        ({ messageCount, consumerCount }) => messageCount === 1 && consumerCount === 0,
      );
      // The only place of the only worker is free.
      expect((await resultOf(await started(other))).status).toBe('PASSED');
      await worker.drain();
      send(queue, 7);
      const another = startWorker({ concurrency: 1 });
      expect(await resultOf(run)).toMatchObject({
        status: 'PASSED',
        result: { answer: { body: { n: 7 }, durationMs: expect.any(Number) } },
      });
      await another.drain();
      expect((await channel.checkQueue(queue)).messageCount).toBe(1);
    },
    30_000,
  );

  test('in which too little comes fails when its time is over, with how much there was', async () => {
    const { queue } = await channel.assertQueue('too-few');
    for (const n of [7, 1, 7]) send(queue, n);
    const worker = startWorker();
    const wanted = { queue, where: 'body.n = 7', count: 3, timeout: '5s' };
    const run = await started(step('amqp', wanted));
    await waits(run);
    expect(await resultOf(run)).toMatchObject({
      status: 'FAILED',
      result: {
        error: { code: 'NOTHING_CAME', facts: { ms: 5000, found: 2, count: 3, looked: 3 } },
      },
    });
    await worker.drain();
    expect((await channel.checkQueue(queue)).messageCount).toBe(3);
  }, 30_000);

  test('is waited for no longer than an attempt may take', async () => {
    const { queue } = await channel.assertQueue('short');
    const worker = startWorker();
    const meta = { timeout: { attempt: '4s' } };
    const run = await started(step('amqp', { queue, timeout: '1h' }, { meta }));
    expect(await resultOf(run)).toMatchObject({
      status: 'FAILED',
      result: { error: { code: 'TIMED_OUT', facts: { ms: 4000, of: 'attempt' } } },
    });
    await worker.drain();
  }, 30_000);

  test('is waited for anew by each attempt', async () => {
    const { queue } = await channel.assertQueue('anew');
    const worker = startWorker();
    const meta = { retry: { attempts: 2, delay: '1s', backoff: 'fixed', on: ['timeout'] } };
    const run = await started(step('amqp', { queue, timeout: '4s' }, { meta }));
    await until(
      async () => (await testsOf(lead, run)).resultsOf('A'),
      ([first]) => first?.status === 'RETRIED',
    );
    send(queue, 1);
    expect((await resultOf(run)).status).toBe('PASSED');
    await worker.drain();
  }, 30_000);
});

describe.skipIf(!hasNats)('a stream', () => {
  let connection: NatsConnection;
  let address = '';
  beforeAll(async () => {
    const server = await startNatsServer('shop', 'hush-hush');
    const at = `127.0.0.1:${server.port}`;
    address = `nats://shop:hush-hush@${at}`;
    await setSecret('nats', address);
    connection = await connectNats({ servers: [at], user: 'shop', pass: 'hush-hush' });
    const manager = await jetstreamManager(connection);
    await manager.streams.add({ name: 'ORDERS', subjects: ['orders.*'] });
    return async () => {
      await connection.close();
      await server.stop();
    };
  }, 60_000);
  const send = async (subject: string, n: number) => {
    connection.publish(subject, JSON.stringify({ n }));
    await connection.flush();
  };
  const consumers = async () =>
    (await (await jetstreamManager(connection)).streams.info('ORDERS')).state.consumer_count;

  test('is waited for without a worker, over the end of one, and what came before counts', async () => {
    const worker = startWorker({ concurrency: 1 });
    const wanted = { subject: 'orders.a', stream: 'ORDERS', where: 'body.n > 6', count: 2 };
    const run = await started(step('nats', { ...wanted, timeout: '1d' }));
    for (const n of [1, 7]) await send('orders.a', n);
    await waits(run);
    expect((await resultOf(await started(other))).status).toBe('PASSED');
    await worker.drain();
    expect(await consumers()).toBe(0);
    await send('orders.a', 8);
    const another = startWorker({ concurrency: 1 });
    expect(await resultOf(run)).toMatchObject({
      status: 'PASSED',
      result: { answer: { messages: [{ body: { n: 7 } }, { body: { n: 8 } }] } },
    });
    await another.drain();
    expect(await consumers()).toBe(0);
  }, 30_000);

  test('may be away while it is waited for', async () => {
    const worker = startWorker();
    const run = await started(
      step('nats', { subject: 'orders.b', stream: 'ORDERS', timeout: '1h' }),
    );
    await waits(run);
    await setSecret('nats', 'nats://127.0.0.1:1');
    // Secrets are read anew after five seconds.
    await new Promise((resolve) => setTimeout(resolve, 7000));
    expect((await testsOf(lead, run)).tests[0]?.status).toMatch(/PENDING|IN_PROGRESS/);
    await send('orders.b', 1);
    await setSecret('nats', address);
    expect((await resultOf(run)).status).toBe('PASSED');
    await worker.drain();
  }, 60_000);

  test('nothing went wrong in the workers themselves', () => {
    expect(errors).toEqual([]);
  });
});
