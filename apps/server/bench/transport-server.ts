import type { AppContext } from '@atelier/api/context.ts';
import { openFiles } from '@atelier/api/identity/files/files.ts';
import { openIdentity } from '@atelier/api/identity/identity.ts';
import { noClient } from '@atelier/api/kernel/client.ts';
import { createLiveHub } from '@atelier/api/kernel/live/hub.ts';
import { openModels } from '@atelier/api/kernel/models/open-models.ts';
import { openOrchestra } from '@atelier/api/orchestra/open-orchestra.ts';
import { createCaller } from '@atelier/api/root.ts';
import { connect } from '@atelier/db/kernel/connection.ts';
import { createNotifier } from '@atelier/db/kernel/notifications.ts';
import { everywhere } from '@atelier/domain/identity/roles.ts';
import Fastify from 'fastify';

// The floor of tRPC over HTTP: the same procedures, called by routes of Fastify's own.
const db = connect({ connectionString: process.argv[2] ?? '' });
const services: AppContext = {
  db,
  live: createLiveHub(),
  notifier: createNotifier(db),
  ...openModels({ db, secretsKey: Buffer.alloc(32), settings: { connections: [], limits: {} } }),
  ...openOrchestra(Buffer.alloc(32)),
  files: openFiles(db, { folder: '/nowhere', userBytes: 0 }, []),
  identity: openIdentity(db, { mode: 'local', secret: Buffer.alloc(32), publicUrl: '' }),
  actor: { id: 'bench', kind: 'user', grants: [everywhere('admin')] },
  sessionId: null,
  untilEnd: (signal) => signal,
  client: noClient,
  requestId: null,
  door: 'trpc',
};
const app = Fastify({ logger: false });

app.get<{ Querystring: { input: string } }>('/get', async ({ query }) =>
  createCaller({ ...services }).miniatures.get(JSON.parse(query.input)),
);
app.post<{ Body: Parameters<ReturnType<typeof createCaller>['miniatures']['move']>[0] }>(
  '/move',
  async ({ body }) => createCaller({ ...services }).miniatures.move(body),
);

process.send?.(Number(new URL(await app.listen({ host: '127.0.0.1', port: 0 })).port));
process.on('disconnect', () => process.exit());
