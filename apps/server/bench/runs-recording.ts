import { createCaller } from '@atelier/api/root.ts';
import { connect } from '@atelier/db/kernel/connection.ts';
import { newId } from '@atelier/db/kernel/new-id.ts';
import { Client } from 'pg';
import { contextOn } from './audit.ts';
import { type Figure, interleaved, shareOfFloor } from './figure.ts';
import type { Platform } from './platform.ts';

const lanes = 32;
const seconds = 3;

/** Results with their rows of the audit log, against the bare transaction that keeps a result. */
export async function* recordingResults({
  db,
  connectionString,
}: Platform): AsyncGenerator<Figure> {
  const { rows } = await db.raw<{ rows: { id: string; engineer: string }[] }>(
    `SELECT i.id, r.executed_by_user_id AS engineer FROM runs.run_items AS i JOIN runs.runs AS r ON r.id = i.run_id
     WHERE r.status = 'in_progress' AND NOT EXISTS (
       SELECT FROM runs.run_results AS x WHERE x.run_item_id = i.id
     ) LIMIT ${lanes * 2}`,
  );
  const [ours, bare] = [rows.slice(0, lanes), rows.slice(lanes)];
  const pool = connect({ connectionString, poolSize: lanes });
  const bench = contextOn(pool);
  const context = { ...bench, actor: { ...bench.actor, id: rows[0]?.engineer ?? '' } };
  const clients = bare.map(() => new Client({ connectionString }));
  await Promise.all(clients.map((client) => client.connect()));
  const revisions = new Map<string, number>();
  const recording = (caller: () => ReturnType<typeof createCaller>) => () =>
    perSecond(ours, async (itemId) => {
      const revision = revisions.get(itemId) ?? 0;
      const seen = { itemId, revision, status: 'ok', comment: 'seen' } as const;
      const { result } = await caller().runs.runs.record(seen);
      revisions.set(itemId, result?.revision ?? 0);
    });
  const saving = () =>
    perSecond(bare, async (itemId, lane) => {
      const client = clients[lane];
      await client?.query('BEGIN');
      await client?.query({ name: 'save', text: saveSql, values: [itemId] });
      await client?.query('COMMIT');
    });
  const plain = createCaller(context);
  const measured = await interleaved(
    5,
    recording(() => plain),
    saving,
  );
  yield shareOfFloor('runs.record', 'results/s', measured, 0.4);
  // As a page sends it: once for each key, however often it comes.
  const keyed = () => createCaller({ ...context, idempotencyKey: newId() });
  const withKeys = await interleaved(5, recording(keyed), saving);
  yield shareOfFloor('runs.record.keyed', 'results/s', withKeys, 0.2);
  await Promise.all(clients.map((client) => client.end()));
  await context.notifier.flush();
  await pool.destroy();
}

const saveSql = `INSERT INTO runs.run_results AS x (run_item_id, status, comment) VALUES ($1, 'ok', 'seen')
  ON CONFLICT (run_item_id) DO UPDATE SET status = excluded.status, revision = x.revision + 1, updated_at = now()`;

async function perSecond(
  items: readonly { readonly id: string }[],
  work: (itemId: string, lane: number) => Promise<unknown>,
): Promise<number> {
  const until = performance.now() + seconds * 1000;
  let done = 0;
  await Promise.all(
    items.map(async ({ id }, lane) => {
      while (performance.now() < until) {
        await work(id, lane);
        done += 1;
      }
    }),
  );
  return done / seconds;
}
