import { appendFileSync, readFileSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** What was done at the system under test. */
export interface Effect {
  /** `keyed`, `probed`, `unknown`, `repeatable`. */
  readonly way: string;
  readonly runId: string;
  readonly step: string;
  /** Requests that did it, or would have if it had not been done under their key. */
  readonly sent: number;
  /** How often it was done. */
  readonly done: number;
}

/**
 * A system under test that writes each effect to a file before it answers. `POST /<way>/<run>/<step>` does it, once for
 * each `Idempotency-Key`; `GET` says whether it was done. The first answer for a step called `flaky` is 503, and
 * nothing was done.
 */
export async function startEffects(file: string) {
  const keys = new Set<string>();
  const refused = new Set<string>();
  const counts = new Map<string, { sent: number; done: number }>();
  const server = createServer(async (request, response) => {
    const path = request.url ?? '';
    if (request.method === 'GET') return answer(response, counts.get(path)?.done ? 200 : 404, path);
    for await (const _ of request);
    if (path.endsWith('/flaky') && !refused.has(path)) {
      refused.add(path);
      return answer(response, 503, path);
    }
    const count = counts.get(path) ?? { sent: 0, done: 0 };
    counts.set(path, count);
    count.sent += 1;
    const key = request.headers['idempotency-key'];
    const isRepeated = typeof key === 'string' && keys.has(key);
    if (typeof key === 'string') keys.add(key);
    if (!isRepeated) {
      count.done += 1;
      appendFileSync(file, `${path}\n`);
    }
    await sleep(Math.random() * 30);
    return answer(response, 201, path);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    isDone: (path: string) => (counts.get(path)?.done ?? 0) > 0,
    /** As the file has them; nothing that was forgotten in between would be missing there. */
    all(): readonly Effect[] {
      const done = new Map<string, number>();
      for (const path of readFileSync(file, 'utf8').split('\n').filter(Boolean)) {
        done.set(path, (done.get(path) ?? 0) + 1);
      }
      return [...done].map(([path, times]) => {
        const [, way = '', runId = '', step = ''] = path.split('/');
        return { way, runId, step, sent: counts.get(path)?.sent ?? 0, done: times };
      });
    },
    close(): void {
      server.closeAllConnections();
      server.close();
    },
  };
}

function answer(response: ServerResponse, status: number, path: string): void {
  response
    .writeHead(status, { 'content-type': 'application/json' })
    .end(JSON.stringify({ id: path.split('/').slice(2).join('/') }));
}
