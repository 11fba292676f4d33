import { openFiles } from '@atelier/api/identity/files/files.ts';
import { openIdentity } from '@atelier/api/identity/identity.ts';
import { noClient } from '@atelier/api/kernel/client.ts';
import { openModels } from '@atelier/api/kernel/models/open-models.ts';
import { openServices } from '@atelier/api/kernel/open-services.ts';
import { openOrchestra } from '@atelier/api/orchestra/open-orchestra.ts';
import { connect } from '@atelier/db/kernel/connection.ts';
import { everywhere } from '@atelier/domain/identity/roles.ts';
import { createHttpServer } from '../src/http.ts';

// The floor of identity: the whole server, which takes everybody for the same and looks nobody up.
const connectionString = process.argv[2] ?? '';
const db = connect({ connectionString });
const opened = openIdentity(db, {
  mode: 'team',
  secret: Buffer.alloc(32),
  publicUrl: 'http://localhost',
});
const caller = {
  actor: { id: 'bench', kind: 'user', grants: [everywhere('admin')] },
  sessionId: null,
  untilEnd: (signal: AbortSignal) => signal,
  client: noClient,
} as const;
const identity = { ...opened, identify: async () => caller };
const { services } = openServices(db, connectionString, identity);
const files = openFiles(db, { folder: '/nowhere', userBytes: 0 }, []);
const models = openModels({
  ...{ db, secretsKey: Buffer.alloc(32) },
  settings: { connections: [], limits: {} },
});
const app = await createHttpServer({
  services: { ...services, identity, files, ...models, ...openOrchestra(Buffer.alloc(32)) },
  settings: { allowedOrigins: [] },
});

process.send?.(Number(new URL(await app.listen({ host: '127.0.0.1', port: 0 })).port));
process.on('disconnect', () => process.exit());
