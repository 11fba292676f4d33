import type { DriverCall } from '@atelier/api/orchestra/execution/drivers/driver.ts';
import { natsDriver } from '@atelier/api/orchestra/execution/drivers/nats/nats-driver.ts';
import { newId } from '@atelier/db/kernel/new-id.ts';
import { brokerNotCovered } from '@atelier/testkit/broker-process.ts';
import { hasNatsServer, startNatsServer } from '@atelier/testkit/nats-server.ts';
import { createTestDatabase } from '@atelier/testkit/test-database.ts';
import { jetstreamManager } from '@nats-io/jetstream';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { beforeAll, describe, expect, test } from 'vitest';
import { driverRefusal, serverCall } from './driver-call.ts';

// Against a real nats-server: what a step sends is seen by another client, and what another sends by a step.

const isThere = await hasNatsServer();
if (!isThere) console.warn(brokerNotCovered('nats-server'));

describe.skipIf(!isThere)('with NATS', () => {
  let address = '';
  let other: NatsConnection;
  let db: DriverCall['db'];
  beforeAll(async () => {
    const server = await startNatsServer('shop', 'hush-hush');
    const database = await createTestDatabase();
    db = database.db;
    address = `nats://shop:hush-hush@127.0.0.1:${server.port}`;
    other = await connect({
      servers: [`127.0.0.1:${server.port}`],
      user: 'shop',
      pass: 'hush-hush',
    });
    const manager = await jetstreamManager(other);
    await manager.streams.add({ name: 'ORDERS', subjects: ['orders.>'] });
    return async () => {
      await other.close();
      await server.stop();
      await database.drop();
    };
  }, 60_000);

  type More = Partial<DriverCall> & { allowedHosts?: string[] };
  const call = (request: object, more: More = {}) =>
    serverCall({ connection: 'mq', ...request }, address, { db, suiteRunId: newId(), ...more });
  const answer = (request: object, more: More = {}) => natsDriver.perform(call(request, more));
  const refusal = (request: object, more: More = {}) =>
    driverRefusal(natsDriver, call(request, more));
  const json = (value: unknown) => ({ payload: { type: 'json', value } });
  /** Somebody listens, and only then something is sent. */
  async function heard(subject: string): Promise<void> {
    while (!(await isHeard(subject)));
  }
  async function isHeard(subject: string): Promise<boolean> {
    return other.request(subject, '{"kind":"knock"}', { timeout: 100 }).then(
      () => true,
      (error: Error) => error.name === 'TimeoutError',
    );
  }

  test('what is published is seen by another as it was sent', async () => {
    const got: string[] = [];
    const subscription = other.subscribe('plain.*', {
      callback: (_, message) => {
        const headers = Object.fromEntries([...(message.headers ?? [])]);
        got.push(JSON.stringify({ subject: message.subject, said: message.json(), headers }));
      },
    });
    await other.flush();
    await answer(
      {
        action: 'publish',
        subject: 'plain.a',
        headers: { 'x-n': 7, 'x-l': ['a', 'b'] },
        ...json({ ö: 1 }),
      },
      { key: { header: 'Idempotency-Key', value: 'k1' } },
    );
    await other.flush();
    expect(got.map((one) => JSON.parse(one))).toEqual([
      {
        ...{ subject: 'plain.a', said: { ö: 1 } },
        headers: {
          ...{ 'Content-Type': ['application/json'], 'Idempotency-Key': ['k1'] },
          ...{ 'Nats-Msg-Id': ['k1'], 'x-n': ['7'], 'x-l': ['a', 'b'] },
        },
      },
    ]);
    subscription.unsubscribe();
  });

  test('a stream confirms, and drops what it has by its id', async () => {
    const publish = {
      action: 'publish',
      subject: 'orders.one',
      confirm: true,
      messageId: 'm1',
      ...json(1),
    };
    const { output } = await answer(publish);
    expect(output.body).toMatchObject({ stream: 'ORDERS', duplicate: false });
    expect((await answer(publish)).output.body).toMatchObject({ duplicate: true });
    expect(await refusal({ ...publish, subject: 'nobody.there' })).toMatchObject({
      ...{ code: 'MESSAGE_UNROUTABLE', happened: 'no' },
    });
  });

  test('without a stream what comes from then on is found', async () => {
    const wanted = { action: 'expect', subject: 'news.*', where: 'body.kind = "paid"', count: 2 };
    const waiting = answer({ ...wanted, timeout: '1m' });
    await heard('news.x');
    for (const kind of ['paid', 'other', 'paid']) other.publish('news.y', JSON.stringify({ kind }));
    expect((await waiting).output).toMatchObject({
      messages: [{ subject: 'news.y', body: { kind: 'paid' } }, { body: { kind: 'paid' } }],
    });
  });

  test('in a stream what came before is found, each message once, and stays', async () => {
    for (const n of [1, 2, 3])
      await answer({ action: 'publish', subject: 'orders.n', ...json({ n }) });
    const wanted = { action: 'expect', subject: 'orders.n', stream: 'ORDERS' };
    const first = await answer({ ...wanted, where: 'body.n > 1' });
    expect(first.output.body).toEqual({ n: 2 });
    const second = await answer({ ...wanted, count: 2 }, { state: first.state ?? null });
    expect(second.output.messages).toMatchObject([{ body: { n: 1 } }, { body: { n: 3 } }]);
    const none = await refusal({ ...wanted, timeout: '300ms' }, { state: second.state ?? null });
    expect(none).toMatchObject({ code: 'NOTHING_CAME', facts: { found: 0, count: 1, looked: 0 } });
    // Whoever has no such memory sees them all.
    expect((await answer({ ...wanted, count: 3 })).output.messages).toHaveLength(3);
  });

  test('a step that is told to stop stops', async () => {
    const controller = new AbortController();
    const waiting = answer(
      { action: 'expect', subject: 'never', where: 'false', timeout: '5m' },
      { signal: controller.signal },
    ).catch((error: unknown) => error);
    await heard('never');
    controller.abort(new Error('enough'));
    expect(await waiting).toMatchObject({ message: 'enough' });
  });

  test('only an allowed host is reached, and who may not come in is told', async () => {
    const wanted = { action: 'expect', subject: 'orders.n', timeout: '1s' };
    expect((await refusal(wanted, { allowedHosts: [] })).code).toBe('HOST_NOT_ALLOWED');
    const stranger = { secret: () => address.replace('hush-hush', 'guessed-it') };
    const denied = await refusal(wanted, stranger);
    expect(denied.code).toBe('ACCESS_DENIED');
    expect(JSON.stringify(denied.facts)).not.toContain('guessed-it');
    expect((await refusal({ ...wanted, stream: 'NONE' })).code).toBe('MESSAGE_REFUSED');
    expect((await refusal({ ...wanted, timeout: '6m' })).facts).toMatchObject({ most: '5m' });
    const gone = { secret: () => 'nats://127.0.0.1:1' };
    expect((await refusal(wanted, gone)).code).toBe('CONNECTION_REFUSED');
    // A name that leads to this machine, which is not allowed.
    const named = { secret: () => address.replace('127.0.0.1', 'ip6-localhost') };
    expect((await refusal(wanted, { ...named, allowedHosts: ['ip6-localhost'] })).code).toMatch(
      /HOST_NOT_ALLOWED|HOST_NOT_FOUND/,
    );
  });
});
