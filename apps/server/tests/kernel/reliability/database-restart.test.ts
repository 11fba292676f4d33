import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { connect } from '@atelier/db/kernel/connection.ts';
import {
  type EmbeddedPostgres,
  startEmbeddedPostgres,
} from '@atelier/lifecycle/embedded/server.ts';
import { migrateUp } from '@atelier/lifecycle/migrate/migrator.ts';
import { proof } from '@atelier/testkit/proof.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { countsOf, inconsistentTypes } from '../../miniatures/reliability/collection.ts';
import { openApp } from '../../start-test-app.ts';
import { openLiveStream } from './live-stream.ts';
import { type Answer, addType, get, post } from './rest-client.ts';

let dataDir: string;
let postgres: EmbeddedPostgres;
let db: ReturnType<typeof connect>;
let app: Awaited<ReturnType<typeof openApp>>;
let url: string;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'atelier-restart-'));
  postgres = await startEmbeddedPostgres({ dataDir });
  const { connectionString } = postgres;
  db = connect({ connectionString });
  await migrateUp(db);
  const settings = { allowedOrigins: [], logLevel: 'silent' };
  app = await openApp({ db, connectionString }, { settings });
  url = await app.listen({ host: '127.0.0.1', port: 0 });
});

afterAll(async () => {
  await app.close();
  await db.destroy();
  await postgres.stop();
  await rm(dataDir, { recursive: true, force: true });
});

proof('database-restarts', { short: 2, long: 40 }, ({ rounds, passed }) => {
  test('while the database is away there are clear 503s; when it is back all goes on', async () => {
    const id = await addType(url, 'Stubborn', 1_000_000);
    const live = await openLiveStream(url);
    const load = startLoad(id);

    for (let restart = 0; restart < rounds; restart += 1) {
      await load.everyoneGets(200);
      await postgres.stop();
      // Each client, one after another on the same connection, is told so; nobody is left waiting.
      await load.everyoneGets(503);
      await load.everyoneGets(503);
      expect((await get(`${url}/health`)).status).toBe(503);
      // Open pages know that nothing reaches them, and pages that are opened now know it from the start.
      await live.next((event) => event.kind === 'interrupted');
      const late = await openLiveStream(url);
      await late.next((event) => event.kind === 'interrupted');
      live.forget();
      postgres = await startEmbeddedPostgres({ dataDir });
      await load.everyoneGets(200);
      expect((await get(`${url}/health`)).status).toBe(200);

      // The listening connection came back too: it says that something was missed, and hears anew.
      await live.next((event) => event.kind === 'missed');
      await late.next((event) => event.kind === 'missed');
      await late.close();
      await sleep(100);
      live.forget();
      const created = await post(`${url}/api/v1/types`, { name: `After restart ${restart}` });
      expect(created.status).toBe(201);
      await live.next((event) => event.kind === 'changed' && event.ids === null);
      passed();
    }

    const answers = await load.stop();
    live.close();
    const others = answers.filter(
      ({ status, body }) => status !== 200 && !(status === 503 && body.code === 'ERR_UNAVAILABLE'),
    );
    expect(others).toEqual([]);
    expect(await inconsistentTypes(db)).toEqual([]);
    const acknowledged = answers.filter(({ status, body }) => status === 200 && 'counts' in body);
    const [, building] = await countsOf(db, id);
    expect(building).toBeGreaterThanOrEqual(acknowledged.length);
  });
});

/** Eight clients, each at one request after another: moves, and reads of three kinds. */
function startLoad(id: string) {
  const answers: Answer[] = [];
  const latest = new Map<number, number[]>();
  let stopped = false;
  const kinds: (() => Promise<Answer>)[] = [
    () =>
      post(`${url}/api/v1/types/${id}/move`, {
        from_stage: 'IN_BOX',
        to_stage: 'BUILDING',
        qty: 1,
      }),
    () => get(`${url}/api/v1/types`),
    () =>
      post(
        `${url}/api/v1/types/${id}/move`,
        { from_stage: 'IN_BOX', to_stage: 'BUILDING', qty: 1 },
        {
          'idempotency-key': crypto.randomUUID(),
        },
      ),
    () => get(`${url}/api/v1/types/${id}/history`),
  ];
  const clients = Array.from({ length: 8 }, async (_, place) => {
    while (!stopped) {
      const answer = await kinds[place % kinds.length]?.();
      if (answer === undefined) return;
      if (place % 2 === 0) answers.push(answer);
      else answers.push({ status: answer.status, body: answer.status === 200 ? {} : answer.body });
      latest.get(place)?.push(answer.status);
      if (answer.status !== 200) await sleep(10);
    }
  });
  return {
    /** Waits until every client has had an answer with this status, from now on. */
    async everyoneGets(status: number): Promise<void> {
      for (let place = 0; place < clients.length; place += 1) latest.set(place, []);
      while (![...latest.values()].every((statuses) => statuses.includes(status))) await sleep(10);
    },
    async stop(): Promise<readonly Answer[]> {
      stopped = true;
      await Promise.all(clients);
      return answers;
    },
  };
}
