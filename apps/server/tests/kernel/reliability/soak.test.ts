import { proof } from '@atelier/testkit/proof.ts';
import { createTestDatabase, type TestDatabase } from '@atelier/testkit/test-database.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { inconsistentTypes } from '../../miniatures/reliability/collection.ts';
import {
  type CrashServer,
  startCrashServer,
} from '../../miniatures/reliability/crash-server-process.ts';
import { openLiveStream } from './live-stream.ts';
import { type Answer, addType, get, post } from './rest-client.ts';

// Everything that a day brings, again and again: what the server keeps of it must not grow.

/** What every request may leave in the heap, and what chance may: caches that fill, code that is compiled. */
const bytesOfEach = 50;
const megabytesOfChance = 5;
const clients = 16;

proof('soak', { short: 1_500, long: 300_000 }, ({ rounds, passed }) => {
  let database: TestDatabase;
  let server: CrashServer;
  /** The types, each with how many rounds it has been through. */
  const turnsOf = new Map<string, number>();

  beforeAll(async () => {
    database = await createTestDatabase();
    server = await startCrashServer(database.connectionString, { measured: true });
    for (let place = 0; place < clients; place += 1) {
      turnsOf.set(await addType(server.url, `Soak ${place}`, 1_000_000), 0);
    }
  });
  afterAll(async () => {
    await server.kill();
    await database.drop();
  });

  /** One round, with the answer that it is to have. */
  async function request(id: string, round: number): Promise<void> {
    const { url } = server;
    const type = `${url}/api/v1/types/${id}`;
    const forward = { from_stage: 'IN_BOX', to_stage: 'BUILDING', qty: 1 };
    const is = async (status: number, answer: Promise<Answer>) =>
      expect(await answer).toMatchObject({ status });
    const key = { 'idempotency-key': `soak-${id}-${round}` };
    const turns: (() => Promise<void>)[] = [
      () => is(200, post(`${type}/move`, forward)),
      () => is(200, post(`${type}/move`, forward, key)),
      () => is(200, get(`${url}/api/v1/types`)),
      () => is(200, get(type)),
      () => is(200, post(`${type}/undo`, {})),
      () => is(400, post(`${type}/move`, { ...forward, qty: -1 })),
      () => is(404, get(`${type}0`)),
      () => is(200, get(`${url}/api/trpc/miniatures.list?input=%7B%7D`)),
      async () => (await openLiveStream(url)).close(),
    ];
    await turns[round % turns.length]?.();
  }

  async function work(number: number): Promise<void> {
    let left = number;
    const client = async ([id, before]: readonly [string, number]) => {
      let turn = before;
      for (; left > 0; turn += 1) {
        left -= 1;
        await request(id, turn);
        passed();
      }
      turnsOf.set(id, turn);
    };
    await Promise.all([...turnsOf].map(client));
  }

  test('what the server keeps does not grow with what it did', async () => {
    // What is loaded and compiled once is there after the first third.
    const third = Math.floor(rounds / 3);
    await work(third);
    const before = await server.heap();
    await work(rounds - third);
    const allowed = megabytesOfChance + ((rounds - third) * bytesOfEach) / 2 ** 20;
    expect((await server.heap()) - before).toBeLessThan(allowed);
    expect(await inconsistentTypes(database.db)).toEqual([]);
  });
});
