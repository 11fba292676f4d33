import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newId } from '@atelier/db/kernel/new-id.ts';
import { Client } from 'pg';
import { addTypes, emptyCollection } from './collection.ts';
import { type Figure, underLimit } from './figure.ts';
import { eventsOfType, fileTypes, instant, writeLargeFile } from './interchange-file.ts';
import { memoryOf, type Platform } from './platform.ts';
import { download, secondsOf, upload } from './transfer.ts';

/** A million events in and out, in time and in memory; and the same bytes out as went in. */
export async function* interchangeFigures(platform: Platform): AsyncGenerator<Figure> {
  const { db, connectionString } = platform;
  const folder = await mkdtemp(join(tmpdir(), 'atelier-bench-files-'));
  const path = (name: string) => join(folder, name);
  // A process that has done nothing else yet, or its highest memory would be another work's.
  const server = await platform.startServer();
  try {
    await writeLargeFile(path('given.json'));
    const importSeconds = await secondsOf(() => upload(server.port, path('given.json')));
    const peak = memoryOf(server.process, 'VmHWM');
    const exportSeconds = await secondsOf(() => download(server.port, path('first.json')));
    const floor = { export: await secondsOf(() => bareSelect(connectionString)), import: 0 };
    await emptyCollection(db);
    floor.import = await bareInsert(platform);
    await emptyCollection(db);

    yield underLimit('import.1000x1000', 's', { value: importSeconds, floor: floor.import }, 60);
    yield underLimit('import.1000x1000.peak-memory', 'MB', { value: peak }, 400);
    yield underLimit('export.1000x1000', 's', { value: exportSeconds, floor: floor.export }, 30);
    const exportPeak = memoryOf(server.process, 'VmHWM');
    yield underLimit('export.1000x1000.peak-memory', 'MB', { value: exportPeak }, 400);

    await upload(server.port, path('first.json'));
    await download(server.port, path('second.json'));
    const [first, second] = await Promise.all([
      hashOf(path('first.json')),
      hashOf(path('second.json')),
    ]);
    const same = first === second;
    const figure = 'export.of-import-of-export.same-bytes';
    yield { figure, value: same ? 1 : 0, unit: 'yes', wanted: '1', ok: same };
    await emptyCollection(db);
  } finally {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk);
  return hash.digest('hex');
}

/** The floor of an export: the same rows, type by type, and nothing done with them. */
async function bareSelect(connectionString: string): Promise<void> {
  const client = new Client({ connectionString });
  await client.connect();
  const { rows } = await client.query('SELECT id FROM miniatures.miniature_types');
  for (const { id } of rows) {
    await client.query(
      `SELECT from_stage, to_stage, qty, created_at::text FROM miniatures.history_logs
       WHERE type_id = $1 ORDER BY created_at, id`,
      [id],
    );
  }
  await client.end();
}

/** The floor of an import: the same rows written straight into the history; gives the seconds. */
async function bareInsert({ db, connectionString }: Platform): Promise<number> {
  const typeIds = await addTypes(db, fileTypes, 'Floor');
  const client = new Client({ connectionString });
  await client.connect();
  const seconds = await secondsOf(async () => {
    await client.query('BEGIN');
    for (const typeId of typeIds) {
      const places = Array.from({ length: eventsOfType }, (_, place) => place);
      await client.query({
        name: 'insert',
        text: `INSERT INTO miniatures.history_logs
            (id, type_id, kind, from_stage, to_stage, qty, created_at, imported)
          SELECT id, $1, 'move', 'IN_BOX', 'BUILDING', 1, at, true
          FROM unnest($2::uuid[], $3::timestamptz[]) AS event (id, at)`,
        values: [typeId, places.map(() => newId()), places.map((place) => instant(place * 100))],
      });
    }
    await client.query('COMMIT');
  });
  await client.end();
  return seconds;
}
