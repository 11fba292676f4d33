import { createHash, randomBytes } from 'node:crypto';
import { open } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { openFiles } from '@atelier/api/identity/files/files.ts';
import type { AttachedUse } from '@atelier/api/identity/files/uses.ts';
import { openIdentity } from '@atelier/api/identity/identity.ts';
import { openModels } from '@atelier/api/kernel/models/open-models.ts';
import { openServices } from '@atelier/api/kernel/open-services.ts';
import { openOrchestra } from '@atelier/api/orchestra/open-orchestra.ts';
import { connect } from '@atelier/db/kernel/connection.ts';
import { fileError } from '@atelier/domain/identity/files/file-errors.ts';
import { profilePicture } from '@atelier/domain/identity/files/profile-picture.ts';
import { createHttpServer } from '../src/http.ts';

// What uploads are sent to: the app with a use for large videos, or (`bare`) nothing but Node's own server, which
// writes what comes to a file, hashes it, and has the system put it on the disk.
const [kind, connectionString = '', folder = ''] = process.argv.slice(2);
const port = kind === 'bare' ? await startBare() : await startApp();
process.send?.(port);
process.on('disconnect', () => process.exit());

async function startApp(): Promise<number> {
  const db = connect({ connectionString });
  const videos: AttachedUse = {
    use: {
      ...{ ...profilePicture, name: 'bench-video', types: ['video/mp4'], fileBytes: 2 ** 32 },
      perThing: { files: 1000, bytes: 2 ** 40, whenFull: 'refuse' },
      attach: profilePicture.see,
    },
    kind: {
      name: 'video',
      load: async () => ({}),
      missing: () => fileError('ERR_FILE_THING_UNKNOWN'),
    },
  };
  const secret = Buffer.alloc(32, 1);
  const identity = openIdentity(db, { mode: 'local', secret, publicUrl: 'http://localhost' });
  const files = openFiles(db, { folder, userBytes: 2 ** 40 }, [videos]);
  const { services } = openServices(db, connectionString, identity);
  const settings = { allowedOrigins: [] };
  const models = openModels({ db, secretsKey: secret, settings: { connections: [], limits: {} } });
  const all = { ...services, identity, files, ...models, ...openOrchestra(secret) };
  const app = await createHttpServer({ services: all, settings });
  return Number(new URL(await app.listen({ host: '127.0.0.1', port: 0 })).port);
}

async function startBare(): Promise<number> {
  const server = createServer(async (request, response) => {
    const hash = createHash('sha256');
    const file = await open(join(folder, randomBytes(8).toString('hex')), 'w');
    for await (const chunk of request as AsyncIterable<Buffer>) {
      hash.update(chunk);
      await file.write(chunk);
    }
    await file.datasync();
    await file.close();
    response.writeHead(201).end(hash.digest('hex'));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}
