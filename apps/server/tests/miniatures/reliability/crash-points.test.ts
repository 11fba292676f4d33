import { proof } from '@atelier/testkit/proof.ts';
import { createTestDatabase, type TestDatabase } from '@atelier/testkit/test-database.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addType, post } from '../../kernel/reliability/rest-client.ts';
import { applied, countsOf, type HistoryRow, historyOf, inconsistentTypes } from './collection.ts';
import { type CrashServer, startCrashServer } from './crash-server-process.ts';

// A process is killed in the middle of its work; nothing may be lost, halved or doubled.
// Two lanes, each with a database of its own, keep both processors busy while servers start.

const movePoints = [
  'entry.before-write',
  'statement.sent',
  'entry.after-write',
  'transaction.before-commit',
  'transaction.after-commit',
];
const importPoints = [
  'import.events-staged',
  'import.half-merged',
  'transaction.before-commit',
  'transaction.after-commit',
];

interface Lane {
  readonly database: TestDatabase;
  readonly typeIds: readonly string[];
  /** Alive; the next one after a crash. */
  server: CrashServer;
}

/** One command as a client sent it. The quantity tells it from all others of its round. */
interface SentMove {
  readonly typeId: string;
  readonly quantity: number;
  readonly key: string | undefined;
  acknowledged: boolean;
}

const lanes: Lane[] = [];

beforeAll(async () => {
  for (const name of ['left', 'right']) {
    const database = await createTestDatabase();
    const server = await startCrashServer(database.connectionString);
    const typeIds: string[] = [];
    for (let place = 0; place < 3; place += 1) {
      typeIds.push(await addType(server.url, `${name} ${place}`, 1_000_000));
    }
    lanes.push({ database, typeIds, server });
  }
});

afterAll(async () => {
  for (const { database, server } of lanes) {
    await server.kill();
    await database.drop();
  }
});

proof('servers-killed-in-moves', { short: 2, long: 30 }, ({ rounds, some, passed }) => {
  const cases = manyTimes(movePoints, rounds).map((point, round) => ({
    point,
    passes: 9 + Math.floor(round / 2),
  }));
  test('nothing acknowledged is lost, nothing is done twice', async () => {
    await inLanes(some(cases), async (lane, { point, passes }, round) => {
      const before = await snapshot(lane);
      const moves = await crashUnderMoves(lane, `move-${round}`, { point, passes });
      await restart(lane);
      await retryKeyed(lane, moves);
      await expectExactly(lane, before, moves);
      passed();
    });
  });
});

proof('servers-killed-in-imports', { short: 2, long: 20 }, ({ rounds, some, passed }) => {
  const cases = manyTimes(importPoints, rounds).map((point, round) => ({
    point,
    passes: 1 + (point === 'import.events-staged' ? round % batches : 0),
  }));
  test('an import is there as a whole, or not at all', async () => {
    await inLanes(some(cases), async (lane, { point, passes }, round) => {
      const before = await snapshot(lane);
      const dead = lane.server.arm({ point, passes });
      const key = `import-${round}`;
      const name = `Imported ${round}`;
      await expect(sendImport(lane.server.url, name, key)).rejects.toThrow();
      await dead;
      await restart(lane);
      const committed = point === 'transaction.after-commit';
      expect(await importedRows(lane, name)).toEqual(committed ? wholeImport : nothing);
      expect(await snapshot(lane)).toEqual(before);
      expect((await sendImport(lane.server.url, name, key)).status).toBe(200);
      expect(await importedRows(lane, name)).toEqual(wholeImport);
      expect(await inconsistentTypes(lane.database.db)).toEqual([]);
      passed();
    });
  });
});

/** The list again and again, at least as long as there are rounds and once as a whole. */
function manyTimes<Point>(points: readonly Point[], rounds: number): readonly Point[] {
  const times = Math.ceil(rounds / points.length);
  return Array.from({ length: times }, () => points).flat();
}

/** Each lane takes the next round when it is done with one. */
async function inLanes<Case>(
  cases: readonly Case[],
  work: (lane: Lane, each: Case, round: number) => Promise<void>,
): Promise<void> {
  const queue = cases.entries();
  await Promise.all(
    lanes.map(async (lane) => {
      for (const [round, each] of queue) await work(lane, each, round);
    }),
  );
}

/** Six clients move, every second command with a key, until the server dies under them. */
async function crashUnderMoves(
  { typeIds, server }: Lane,
  round: string,
  arming: { point: string; passes: number },
): Promise<readonly SentMove[]> {
  const moves: SentMove[] = [];
  const dead = server.arm(arming);
  const client = async () => {
    for (;;) {
      const quantity = moves.length + 1;
      const typeId = typeIds[quantity % typeIds.length] ?? '';
      const key = quantity % 2 === 0 ? `${round}-${quantity}` : undefined;
      const move: SentMove = { typeId, quantity, key, acknowledged: false };
      moves.push(move);
      const answer = await send(server.url, move).catch(() => undefined);
      if (answer === undefined) return;
      expect(answer.status).toBe(200);
      move.acknowledged = true;
    }
  };
  await Promise.all([dead, ...Array.from({ length: 6 }, client)]);
  return moves;
}

function send(url: string, { typeId, quantity, key }: SentMove) {
  const body = { from_stage: 'IN_BOX', to_stage: 'BUILDING', qty: quantity };
  const headers = key === undefined ? undefined : { 'idempotency-key': key };
  return post(`${url}/api/v1/types/${typeId}/move`, body, headers);
}

/** A client that got no answer asks again; one that got its answer may as well. */
async function retryKeyed({ server }: Lane, moves: readonly SentMove[]): Promise<void> {
  for (const move of moves) {
    if (move.key === undefined) continue;
    expect((await send(server.url, move)).status).toBe(200);
    move.acknowledged = true;
  }
}

interface Snapshot {
  readonly counts: readonly (readonly number[])[];
  readonly history: readonly (readonly HistoryRow[])[];
}

async function snapshot({ database: { db }, typeIds }: Lane): Promise<Snapshot> {
  return {
    counts: await Promise.all(typeIds.map((id) => countsOf(db, id))),
    history: await Promise.all(typeIds.map((id) => historyOf(db, id))),
  };
}

/** Counts are those before plus the history since; of each command there is what there must be. */
async function expectExactly(
  lane: Lane,
  before: Snapshot,
  moves: readonly SentMove[],
): Promise<void> {
  const after = await snapshot(lane);
  const since = after.history.map((rows, place) => {
    const known = new Set(before.history[place]?.map((row) => row.id));
    return rows.filter((row) => !known.has(row.id));
  });
  before.counts.forEach((counts, place) => {
    expect(after.counts[place]).toEqual(applied(counts, since[place] ?? []));
  });
  const rows = since.flat();
  for (const { quantity, acknowledged } of moves) {
    const found = rows.filter((row) => row.qty === quantity).length;
    if (acknowledged) expect(found).toBe(1);
    else expect(found).toBeLessThanOrEqual(1);
  }
  expect(rows.every((row) => row.qty <= moves.length)).toBe(true);
}

/** Starts the server anew, when PostgreSQL has ended whatever the killed one had asked for. */
async function restart(lane: Lane): Promise<void> {
  const { db, connectionString } = lane.database;
  for (let busy = true; busy; ) {
    const { rows } = await db.raw(`
      SELECT count(*)::integer AS others FROM pg_stat_activity
      WHERE datname = current_database() AND pid <> pg_backend_pid() AND state <> 'idle'`);
    busy = rows[0].others > 0;
  }
  lane.server = await startCrashServer(connectionString);
}

const importedTypes = 20;
const eventsOfType = 600;
/** In which so many events are staged. */
const batches = 3;
const nothing = { types: 0, counts: 0, events: 0 };
const wholeImport = {
  types: importedTypes,
  counts: importedTypes * 5,
  // Each of the five stages has a row that says what came into it.
  events: importedTypes * (eventsOfType + 5),
};

function sendImport(url: string, name: string, key: string) {
  const stages = ['IN_BOX', 'BUILDING', 'PRIMING', 'PAINTING', 'DONE'];
  const event = { from_stage: 'IN_BOX', to_stage: 'DONE', qty: 1, created_at: '2026-01-31T12:00Z' };
  const types = Array.from({ length: importedTypes }, (_, place) => ({
    name: `${name} ${place}`,
    stage_counts: stages.map((stage) => ({ stage, count: 1 })),
    history: Array.from({ length: eventsOfType }, () => event),
  }));
  return post(`${url}/api/v1/import`, { types }, { 'idempotency-key': key });
}

async function importedRows({ database: { db } }: Lane, name: string) {
  const { rows } = await db.raw(
    `WITH types AS (SELECT id FROM miniatures.miniature_types WHERE name LIKE ?)
     SELECT (SELECT count(*)::integer FROM types) AS types,
       (SELECT coalesce(sum(count), 0)::integer FROM miniatures.stage_counts
        WHERE type_id IN (SELECT id FROM types)) AS counts,
       (SELECT count(*)::integer FROM miniatures.history_logs
        WHERE type_id IN (SELECT id FROM types)) AS events`,
    [`${name} %`],
  );
  return rows[0];
}
