import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { runLoad } from './child.ts';
import { addTypes, emptyCollection } from './collection.ts';
import { type Figure, interleaved, shareOfFloor } from './figure.ts';
import type { HttpLoad, HttpLoadResult, HttpRequest } from './http-load.ts';
import { onlyOk } from './move.ts';
import type { Platform } from './platform.ts';

/** tRPC over HTTP against the same procedure behind a plain Fastify route. */
export async function* trpcFigures(platform: Platform): AsyncGenerator<Figure> {
  const { db, port, connectionString } = platform;
  const typeIds = await addTypes(db, 32, 'tRPC');
  const server = join(import.meta.dirname, 'transport-server.ts');
  const floor = spawn(process.execPath, ['--import', 'tsx', server, connectionString], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  try {
    const [floorPort] = await once(floor, 'message');
    const compare = async (
      figure: string,
      toRequest: (prefix: string, id: string) => HttpRequest,
    ) => {
      const load = async (at: number, prefix: string) => {
        const requests = typeIds.map((id) => toRequest(prefix, id));
        const options: HttpLoad = {
          port: at,
          connections: 32,
          warmupSeconds: 0.5,
          seconds: 2,
          requests,
        };
        const result = await runLoad<HttpLoadResult>('http-load.ts', options);
        onlyOk(result);
        return result.perSecond;
      };
      const measured = await interleaved(
        5,
        () => load(port, '/api/trpc/miniatures.'),
        () => load(floorPort, '/'),
      );
      return shareOfFloor(figure, 'req/s', measured, 0.6);
    };
    yield await compare('trpc.query', (prefix, id) => ({
      method: 'GET',
      path: `${prefix}get?input=${encodeURIComponent(JSON.stringify({ id }))}`,
    }));
    yield await compare('trpc.mutation', (prefix, id) => ({
      method: 'POST',
      path: `${prefix}move`,
      body: { id, from: 'IN_BOX', to: 'BUILDING', quantity: 1 },
    }));
  } finally {
    floor.kill();
    await emptyCollection(db);
  }
}
