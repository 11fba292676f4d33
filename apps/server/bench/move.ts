import { runLoad } from './child.ts';
import { addTypes, emptyCollection } from './collection.ts';
import { type Figure, interleaved, shareOfFloor } from './figure.ts';
import type { HttpLoad, HttpLoadResult } from './http-load.ts';
import type { Platform } from './platform.ts';
import type { StatementLoad, StatementLoadResult } from './statement-load.ts';

const connections = 32;
const warmupSeconds = 0.5;
const seconds = 2;
const rounds = 5;

/** Moves over REST against their one statement straight through `pg`, and whether all were kept. */
export async function* moveFigures(platform: Platform): AsyncGenerator<Figure> {
  yield* moving(platform, 'move.rest.different-types', connections);
  yield* moving(platform, 'move.rest.hot-type', 1);
}

async function* moving(
  { db, port, connectionString }: Platform,
  figure: string,
  types: number,
): AsyncGenerator<Figure> {
  const typeIds = await addTypes(db, types, figure);
  let moved = 0;
  const body = { from_stage: 'IN_BOX', to_stage: 'BUILDING', qty: 1 };
  const requests = typeIds.map((id) => ({
    method: 'POST' as const,
    path: `/api/v1/types/${id}/move`,
    body,
  }));
  const measured = await interleaved(
    rounds,
    async () => {
      const load: HttpLoad = { port, connections, warmupSeconds, seconds, requests };
      const result = await runLoad<HttpLoadResult>('http-load.ts', load);
      moved += onlyOk(result);
      return result.perSecond;
    },
    async () => {
      const load: StatementLoad = {
        connectionString,
        clients: connections,
        warmupSeconds,
        seconds,
        typeIds,
      };
      const result = await runLoad<StatementLoadResult>('statement-load.ts', load);
      moved += result.moved;
      return result.perSecond;
    },
  );
  const { rows } = await db.raw(`
    SELECT sum(count) FILTER (WHERE stage_name = 'BUILDING')::integer AS arrived,
      sum(count)::integer AS total, min(count) AS lowest,
      (SELECT count(*)::integer FROM miniatures.history_logs) AS logged
    FROM miniatures.stage_counts`);
  const { arrived, total, lowest, logged } = rows[0];
  yield shareOfFloor(figure, 'req/s', measured, 0.4);
  const kept = arrived === moved && logged === moved && total === types * 1_000_000 && lowest >= 0;
  yield { figure: `${figure}.lost`, value: moved - arrived, unit: 'moves', wanted: '0', ok: kept };
  await emptyCollection(db);
}

/** How many requests succeeded. Throws where one did not: a refusal is faster than the work. */
export function onlyOk({ statuses }: HttpLoadResult): number {
  const { 200: ok = 0, ...others } = statuses;
  if (Object.keys(others).length > 0) throw new Error(`not only 200: ${JSON.stringify(statuses)}`);
  return ok;
}
