import { runLoad } from './child.ts';
import { addHistory, addTypes, emptyCollection } from './collection.ts';
import { type Figure, interleaved, underLimit } from './figure.ts';
import type { HttpLoad, HttpLoadResult } from './http-load.ts';
import { onlyOk } from './move.ts';
import type { Platform } from './platform.ts';
import type { ReadLoad, ReadLoadResult } from './read-load.ts';

const rate = 50;
const connections = 4;
const warmupSeconds = 1;
const seconds = 4;
const limitMs = 15;

const listSql = `
  SELECT t.id, t.name, t.created_at, t.archived_at, array_agg(c.stage_name), array_agg(c.count)
  FROM miniatures.miniature_types AS t JOIN miniatures.stage_counts AS c ON c.type_id = t.id
  WHERE t.archived_at IS NULL GROUP BY t.id ORDER BY t.name COLLATE kernel.name_en, t.id`;
const historySql = `
  SELECT id, kind, from_stage, to_stage, qty, undoes_id, imported, created_at
  FROM miniatures.history_logs WHERE type_id = $1 ORDER BY created_at, id`;

/** The 95th percentile of reads that come 50 times a second, against their bare SQL as JSON. */
export async function* readFigures(platform: Platform): AsyncGenerator<Figure> {
  const { db, connectionString, port } = platform;
  const [first = ''] = await addTypes(db, 1000, 'Read');
  await addHistory(db, first, 1000);
  await db.raw('VACUUM ANALYZE');

  const p95 = (figure: string, path: string, sql: string, values: readonly string[]) =>
    interleaved(
      3,
      async () => {
        const requests = [{ method: 'GET' as const, path }];
        const load: HttpLoad = { port, connections, warmupSeconds, seconds, rate, requests };
        const result = await runLoad<HttpLoadResult>('http-load.ts', load);
        onlyOk(result);
        return result.p95Ms;
      },
      async () => {
        const load: ReadLoad = { connectionString, sql, values, rate, warmupSeconds, seconds };
        return (await runLoad<ReadLoadResult>('read-load.ts', load)).p95Ms;
      },
    ).then((measured) => underLimit(figure, 'ms', measured, limitMs));
  const trpc = (procedure: string, input: unknown) =>
    `/api/trpc/miniatures.${procedure}?input=${encodeURIComponent(JSON.stringify(input))}`;

  yield await p95('list.rest.1000-types.p95', '/api/v1/types', listSql, []);
  yield await p95('list.trpc.1000-types.p95', trpc('list', { limit: 1000 }), listSql, []);
  const history = `/api/v1/types/${first}/history`;
  yield await p95('history.rest.1000-events.p95', history, historySql, [first]);
  const page = trpc('history', { id: first, limit: 500 });
  yield await p95('history.trpc.1000-events.p95', page, historySql, [first]);
  await emptyCollection(db);
}
