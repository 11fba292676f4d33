import { setTimeout as sleep } from 'node:timers/promises';
import type { AppContext } from '@atelier/api/context.ts';
import { openFiles } from '@atelier/api/identity/files/files.ts';
import { openIdentity } from '@atelier/api/identity/identity.ts';
import { noClient } from '@atelier/api/kernel/client.ts';
import { command } from '@atelier/api/kernel/command.ts';
import { createLiveHub } from '@atelier/api/kernel/live/hub.ts';
import { openModels } from '@atelier/api/kernel/models/open-models.ts';
import { createCallerFactory, router } from '@atelier/api/kernel/trpc/procedure.ts';
import { rename } from '@atelier/api/miniatures/commands.ts';
import { openOrchestra } from '@atelier/api/orchestra/open-orchestra.ts';
import { createCaller } from '@atelier/api/root.ts';
import { verifyAudit } from '@atelier/db/identity/audit-verify.ts';
import { connect } from '@atelier/db/kernel/connection.ts';
import { createNotifier } from '@atelier/db/kernel/notifications.ts';
import { everywhere } from '@atelier/domain/identity/roles.ts';
import { miniaturesActions } from '@atelier/domain/miniatures/actions.ts';
import { renameTypeInput } from '@atelier/domain/miniatures/schemas.ts';
import { Client } from 'pg';
import { addTypes, emptyCollection } from './collection.ts';
import { type Figure, interleaved, rounded, timesFloor, underLimit } from './figure.ts';
import type { Platform } from './platform.ts';
import { secondsOf } from './transfer.ts';

const rows = 1_000_000;
const connections = 32;
const seconds = 2;

/** The audit log: what it costs a command, how soon a row is sealed, and how fast all seals are checked. */
export async function* auditFigures(platform: Platform): AsyncGenerator<Figure> {
  yield* commands(platform);
  yield* verifying(platform);
}

async function* commands({ db, connectionString }: Platform): AsyncGenerator<Figure> {
  const pool = connect({ connectionString, poolSize: connections });
  const typeIds = await addTypes(db, connections, 'audited');
  const context = contextOn(pool);
  const audited = createCaller(context).miniatures;
  const unaudited = createCallerFactory(unauditedRouter)(context).miniatures;
  let round = 0;
  const perSecond = (work: (id: string, name: string) => Promise<unknown>) => async () => {
    round += 1;
    const until = performance.now() + seconds * 1000;
    let done = 0;
    await Promise.all(
      typeIds.map(async (id, lane) => {
        for (let turn = 0; performance.now() < until; turn += 1) {
          await work(id, `Name ${lane} ${round} ${turn}`);
          done += 1;
        }
      }),
    );
    return (seconds * 1000) / done;
  };
  const measured = await interleaved(
    5,
    perSecond((id, name) => audited.rename({ id, name })),
    perSecond((id, name) => unaudited.rename({ id, name })),
  );
  yield timesFloor('audit.command', 'ms for one of 32', measured, 1.5);
  yield await sealedSoon(db);
  await context.notifier.flush();
  await pool.destroy();
  await emptyCollection(db);
}

/** How long the rows of the load just now had no seal, at the most. */
async function sealedSoon(db: Platform['db']): Promise<Figure> {
  await untilSealed(db);
  const { rows: found } = await db.raw(
    `SELECT count(*)::integer AS rows,
       max(extract(epoch FROM c.sealed_at - l.created_at))::float8 AS latest
     FROM identity.audit_chain AS c JOIN identity.audit_log AS l ON l.id = c.entry_id`,
  );
  const { rows: sealed, latest } = found[0];
  return { ...underLimit('audit.unsealed', 's', { value: latest }, 1), rows: sealed };
}

async function* verifying({ db, connectionString }: Platform): AsyncGenerator<Figure> {
  await db.raw(
    `INSERT INTO identity.audit_log (actor_id, area, command, request_id, door, action, entity_type, entity_id,
       before_json, after_json)
     SELECT lpad((i % 50)::text, 36, '0190a1b2-c3d4-7e5f-8a9b-'), 'miniatures', 'miniatures.rename', 'req-' || i,
       'trpc', 'update', 'type', lpad(i::text, 36, '0190a1b2-c3d4-7e5f-8a9b-'), state, state || '{"name": "New"}'
     FROM generate_series(1, ?::integer) AS i,
       LATERAL (SELECT jsonb_build_object('name', 'Type ' || i, 'IN_BOX', 1, 'BUILDING', 0, 'PRIMING', 0,
         'PAINTING', 0, 'DONE', 3, 'archivedAt', null) AS state) AS s`,
    [rows],
  );
  const sealing = await secondsOf(() => untilSealed(db));
  yield { figure: 'audit.seal', value: rounded(rows / sealing, 0), unit: 'rows/s' };
  await db.raw('VACUUM ANALYZE identity.audit_log');
  await db.raw('VACUUM ANALYZE identity.audit_chain');
  let checked = 0;
  const measured = await interleaved(
    3,
    () =>
      secondsOf(async () => {
        const report = await verifyAudit(db);
        if (report.findings.length > 0) throw new Error('there is something to find');
        checked = report.rows;
      }),
    () => secondsOf(() => bareRead(connectionString)),
  );
  const perSecond = checked / measured.value;
  yield {
    figure: 'audit.verify',
    value: rounded(perSecond, 0),
    unit: 'rows/s',
    floor: rounded(checked / measured.floor, 0),
    ratio: rounded(measured.floor / measured.value),
    rows: checked,
    wanted: '>= 200000',
    ok: perSecond >= 200_000,
  };
}

/** The server of the platform seals. */
async function untilSealed(db: Platform['db']): Promise<void> {
  for (;;) {
    const { rows: found } = await db.raw(
      `SELECT (SELECT max(id) FROM identity.audit_log) = (SELECT max(entry_id) FROM identity.audit_chain) AS done`,
    );
    if (found[0].done) return;
    await sleep(50);
  }
}

/** The floor: the same rows through the driver, one after the other, and nothing done with them. */
async function bareRead(connectionString: string): Promise<void> {
  const client = new Client({ connectionString });
  await client.connect();
  await client.query(
    'BEGIN; DECLARE every CURSOR FOR SELECT * FROM identity.audit_log ORDER BY id',
  );
  for (;;) {
    const { rowCount } = await client.query({ text: 'FETCH 5000 FROM every', rowMode: 'array' });
    if (rowCount === 0) break;
  }
  await client.end();
}

/** Somebody who may do everything, in this process. */
export function contextOn(db: Platform['db']): AppContext {
  const secret = Buffer.alloc(32, 1);
  return {
    db,
    live: createLiveHub(),
    notifier: createNotifier(db),
    identity: openIdentity(db, { mode: 'local', secret, publicUrl: 'http://localhost' }),
    actor: { id: 'bench', kind: 'user', grants: [everywhere('admin')] },
    sessionId: null,
    untilEnd: (signal) => signal,
    client: noClient,
    ...openModels({ db, secretsKey: secret, settings: { connections: [], limits: {} } }),
    ...openOrchestra(secret),
    files: openFiles(db, { folder: '/nowhere', userBytes: 0 }, []),
    requestId: null,
    door: 'trpc',
  };
}

/** The same command of whose thing there is nothing to tell. */
const unauditedRouter = router({
  miniatures: router({
    rename: command({
      needs: miniaturesActions.write,
      input: renameTypeInput,
      effect: {
        on: { name: 'type', read: async () => [] },
        changes: ({ id }) => id,
        inLists: true,
      },
      run: rename,
    }),
  }),
});
