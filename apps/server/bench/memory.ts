import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { runLoad } from './child.ts';
import { addTypes, emptyCollection } from './collection.ts';
import { type Figure, underLimit } from './figure.ts';
import type { HttpLoad, HttpLoadResult } from './http-load.ts';
import { onlyOk } from './move.ts';
import { memoryOf, type Platform, type RunningServer } from './platform.ts';

const requestsWanted = 100_000;

/** What the idle app holds, and what it keeps of 100,000 requests. */
export async function* memoryFigures(platform: Platform): AsyncGenerator<Figure> {
  const idle = await platform.startServer();
  await sleep(2000);
  yield underLimit('memory.idle', 'MB', { value: memoryOf(idle.process, 'VmRSS') }, 180);
  await idle.stop();

  const reporter = join(import.meta.dirname, 'report-heap.mjs');
  const server = await platform.startServer(['--expose-gc', '--import', reporter]);
  const ids = await addTypes(platform.db, 32, 'Memory');
  try {
    // What is compiled and cached once is no growth: it is there after the first requests.
    await requests(server, ids, 10_000);
    const before = await heapOf(server);
    const rssBefore = memoryOf(server.process, 'VmRSS');
    await requests(server, ids, requestsWanted);
    const after = await heapOf(server);
    yield {
      ...underLimit('memory.growth.100000-requests', 'MB', { value: after - before }, 5),
      heapBefore: before,
      heapAfter: after,
      rssBefore,
      rssAfter: memoryOf(server.process, 'VmRSS'),
    };
  } finally {
    await server.stop();
    await emptyCollection(platform.db);
  }
}

/** At least `number` requests: moves, single types, and the whole list. */
async function requests({ port }: RunningServer, ids: readonly string[], number: number) {
  const body = { from_stage: 'IN_BOX', to_stage: 'BUILDING', qty: 1 };
  const load: HttpLoad = {
    port,
    connections: 32,
    warmupSeconds: 0,
    seconds: 5,
    requests: ids.map((id, place) => {
      const path = `/api/v1/types/${id}`;
      if (place % 4 === 0) return { method: 'GET', path };
      if (place === 1) return { method: 'GET', path: '/api/v1/types' };
      if (place === 2) return { method: 'GET', path: '/api/trpc/miniatures.list?input=%7B%7D' };
      return { method: 'POST', path: `${path}/move`, body };
    }),
  };
  for (let done = 0; done < number; ) {
    done += onlyOk(await runLoad<HttpLoadResult>('http-load.ts', load));
  }
}

/** MB of live objects in the server, after a full collection. */
async function heapOf(server: RunningServer): Promise<number> {
  server.process.send('heap');
  const [bytes] = await once(server.process, 'message');
  return Number((bytes / 2 ** 20).toFixed(2));
}
