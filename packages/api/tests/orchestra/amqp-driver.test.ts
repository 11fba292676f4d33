import { amqpDriver } from '@atelier/api/orchestra/execution/drivers/amqp/amqp-driver.ts';
import type { DriverCall } from '@atelier/api/orchestra/execution/drivers/driver.ts';
import type { Json } from '@atelier/domain/orchestra/json.ts';
import { brokerNotCovered } from '@atelier/testkit/broker-process.ts';
import { hasRabbitMq, startRabbitMq } from '@atelier/testkit/rabbitmq.ts';
import { type Channel, connect } from 'amqplib';
import { beforeAll, describe, expect, test } from 'vitest';
import { driverRefusal, serverCall } from './driver-call.ts';

// Against a real RabbitMQ: what a step sends is seen by another client, and what another sends by a step.

const isThere = await hasRabbitMq();
if (!isThere) console.warn(brokerNotCovered('rabbitmq-server'));

describe.skipIf(!isThere)('with RabbitMQ', () => {
  let address = '';
  let channel: Channel;
  beforeAll(async () => {
    const broker = await startRabbitMq();
    address = `amqp://guest:guest@127.0.0.1:${broker.port}`;
    const client = await connect(address);
    channel = await client.createChannel();
    await channel.assertExchange('orders', 'topic', { durable: false });
    return async () => {
      await client.close();
      await broker.stop();
    };
  }, 120_000);

  let made = 0;
  /** A queue of the test's own, with these messages in it. */
  async function queueWith(...bodies: readonly unknown[]): Promise<string> {
    made += 1;
    const { queue } = await channel.assertQueue(`q${made}`);
    for (const body of bodies) channel.sendToQueue(queue, Buffer.from(JSON.stringify(body)));
    await until(queue, bodies.length);
    return queue;
  }
  async function until(queue: string, count: number): Promise<void> {
    while ((await channel.checkQueue(queue)).messageCount !== count);
  }
  async function left(queue: string): Promise<readonly unknown[]> {
    const all: unknown[] = [];
    for (;;) {
      const got = await channel.get(queue, { noAck: true });
      if (got === false) return all;
      all.push(JSON.parse(got.content.toString()));
    }
  }
  type More = Partial<DriverCall> & { allowedHosts?: string[] };
  const call = (request: object, more: More = {}) =>
    serverCall({ connection: 'mq', ...request }, address, more);
  const output = async (request: object, more: More = {}) =>
    (await amqpDriver.perform(call(request, more))).output;
  const refusal = (request: object, more: More = {}) =>
    driverRefusal(amqpDriver, call(request, more));

  test('what is published is confirmed, and another sees it as it was sent', async () => {
    const queue = await queueWith();
    await amqpDriver.perform(
      call(
        {
          ...{ action: 'publish', routingKey: queue, headers: { 'x-n': 7, 'x-list': ['a', 'b'] } },
          ...{ correlationId: 'c1', payload: { type: 'json', value: { city: 'Köln' } } },
        },
        { key: { header: 'Idempotency-Key', value: 'k1' } },
      ),
    );
    const got = await channel.get(queue, { noAck: true });
    if (got === false) throw new Error('nothing was published');
    expect(JSON.parse(got.content.toString())).toEqual({ city: 'Köln' });
    expect(got.properties).toMatchObject({
      ...{ messageId: 'k1', correlationId: 'c1', deliveryMode: 2, contentType: 'application/json' },
      headers: { 'x-n': 7, 'x-list': ['a', 'b'], 'Idempotency-Key': 'k1' },
    });
  });

  test('a message that goes nowhere, and an exchange that is not there, are told', async () => {
    const publish = { action: 'publish', payload: { type: 'text', text: 'x' } };
    expect(await refusal({ ...publish, routingKey: 'no-such-queue' })).toMatchObject({
      ...{ code: 'MESSAGE_UNROUTABLE', happened: 'no' },
    });
    expect(await refusal({ ...publish, exchange: 'nowhere', routingKey: 'x' })).toMatchObject({
      ...{ code: 'MESSAGE_REFUSED', facts: { reply: '404' }, happened: 'no' },
    });
  });

  test('what was there before is found; what is not wanted stays, in its order', async () => {
    const queue = await queueWith({ n: 1 }, { n: 2 }, { n: 3 }, { n: 4 }, { n: 5 });
    const got = await output({ action: 'expect', queue, where: 'body.n % 2 = 0', count: 2 });
    expect(got).toMatchObject({
      messages: [
        { body: { n: 2 }, exchange: '', routingKey: queue },
        { body: { n: 4 }, messageId: null },
      ],
      body: { n: 2 },
      text: '{"n":2}',
    });
    await until(queue, 3);
    expect(await left(queue)).toEqual([{ n: 1 }, { n: 3 }, { n: 5 }]);
  });

  test('what comes while a step waits is found', async () => {
    const queue = await queueWith();
    const waiting = output({ action: 'expect', queue, timeout: '1m' });
    while ((await channel.checkQueue(queue)).consumerCount === 0);
    channel.sendToQueue(queue, Buffer.from('plain'), { headers: { 'X-Kind': 'late' } });
    expect(await waiting).toMatchObject({ body: 'plain', headers: { 'X-Kind': 'late' } });
    await until(queue, 0);
  });

  test('too few are nobody’s: all go back, and how many there were is told', async () => {
    const queue = await queueWith({ n: 1 }, { n: 2 });
    const wanted = { action: 'expect', queue, count: 2, where: 'body.n = 1', timeout: '300ms' };
    expect(await refusal(wanted)).toMatchObject({
      ...{
        code: 'NOTHING_CAME',
        facts: { found: 1, count: 2, looked: 2, ms: 300 },
        happened: 'no',
      },
    });
    await until(queue, 2);
    expect(await left(queue)).toEqual([{ n: 1 }, { n: 2 }]);
  });

  test('a step that is told to stop gives back what it holds', async () => {
    const queue = await queueWith({ n: 1 });
    const controller = new AbortController();
    const waiting = amqpDriver
      .perform(call({ action: 'expect', queue, count: 2 }, { signal: controller.signal }))
      .catch((error: unknown) => error);
    await until(queue, 0);
    controller.abort(new Error('enough'));
    expect(await waiting).toMatchObject({ message: 'enough' });
    await until(queue, 1);
  });

  test('a queue with nothing new is looked at without a delivery', async () => {
    const queue = 'quorum';
    const options = { 'x-queue-type': 'quorum', 'x-delivery-limit': 2 };
    await channel.assertQueue(queue, { durable: true, arguments: options });
    const send = (n: number) => channel.sendToQueue(queue, Buffer.from(JSON.stringify({ n })));
    send(1);
    await until(queue, 1);
    let kept: Json = null;
    const look = async (waitedMs: number) => {
      const request = { action: 'expect', queue, where: 'body.n = 2' };
      const so = { holdMs: waitedMs === 0 ? 100 : 0, waitedMs, isLast: false, kept };
      const found = await amqpDriver.look?.(call(request), so);
      if (found !== undefined && 'kept' in found) kept = found.kept;
      return found;
    };
    for (let second = 0; second < 6; second += 1) {
      expect(await look(second * 1000)).toMatchObject({ facts: { found: 0, count: 1, looked: 1 } });
      await until(queue, 1);
    }
    send(2);
    await until(queue, 2);
    expect(await look(7000)).toMatchObject({ output: { body: { n: 2 } } });
    await until(queue, 1);
  });

  test('a queue that is bound at the beginning has what an exchange got since then', async () => {
    const bind = { action: 'bind', queue: 'bound', exchange: 'orders', routingKey: 'order.*' };
    await output(bind);
    // Once more does nothing.
    await output(bind);
    channel.publish('orders', 'order.paid', Buffer.from('{"id":1}'));
    channel.publish('orders', 'other', Buffer.from('{"id":2}'));
    await until('bound', 1);
    expect(await output({ action: 'expect', queue: 'bound' })).toMatchObject({
      messages: [{ body: { id: 1 }, exchange: 'orders', routingKey: 'order.paid' }],
    });
    expect(await refusal({ ...bind, exchange: 'nowhere' })).toMatchObject({
      ...{ code: 'MESSAGE_REFUSED', facts: { reply: '404' } },
    });
  });

  test('more than is taken in is refused, and stays', async () => {
    const queue = await queueWith(...Array.from({ length: 9 }, () => 'x'.repeat(4 * 1024 * 1024)));
    expect((await refusal({ action: 'expect', queue, count: 9 })).code).toBe('ANSWER_TOO_LARGE');
    await until(queue, 9);
  });

  test('only an allowed host is reached, and who may not come in is told', async () => {
    const expectOne = { action: 'expect', queue: 'q' };
    expect((await refusal(expectOne, { allowedHosts: [] })).code).toBe('HOST_NOT_ALLOWED');
    const stranger = address.replace('guest:guest', 'guest:hush-hush');
    const denied = await driverRefusal(
      amqpDriver,
      serverCall({ connection: 'mq', ...expectOne }, stranger),
    );
    expect(denied.code).toBe('ACCESS_DENIED');
    expect(JSON.stringify(denied.facts)).not.toContain('hush-hush');
    expect(await refusal({ action: 'expect', queue: 'no-such-queue' })).toMatchObject({
      ...{ code: 'MESSAGE_REFUSED', facts: { reply: '404' } },
    });
    expect((await refusal(expectOne, { secret: () => `${address}/no-such-host` })).code).toBe(
      'ACCESS_DENIED',
    );
    const gone = { secret: () => 'amqp://guest:guest@127.0.0.1:1' };
    expect((await refusal(expectOne, gone)).code).toBe('CONNECTION_REFUSED');
    expect((await refusal({ ...expectOne, timeout: '2h' })).facts).toMatchObject({
      field: 'timeout',
    });
  });
});
