import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { addTypes, emptyCollection } from './collection.ts';
import { type Figure, interleaved, underLimit } from './figure.ts';
import type { Platform } from './platform.ts';
import { download, secondsOf } from './transfer.ts';

const types = 100_000;
const movesOfType = 5;

/** A collection of very many types with a short history each. */
export async function* exportManyFigures(platform: Platform): AsyncGenerator<Figure> {
  const { db, connectionString } = platform;
  const folder = await mkdtemp(join(tmpdir(), 'atelier-bench-export-'));
  const server = await platform.startServer();
  try {
    await addTypes(db, types, 'Many');
    await db.raw(
      `INSERT INTO miniatures.history_logs (id, type_id, kind, from_stage, to_stage, qty, created_at, imported)
       SELECT gen_random_uuid(), type.id, 'move', 'IN_BOX', 'BUILDING', 1,
         timestamptz '2026-01-01' + place * interval '100 seconds', true
       FROM miniatures.miniature_types AS type, generate_series(1, :movesOfType) AS place`,
      { movesOfType },
    );
    await db.raw('VACUUM ANALYZE');
    const seconds = await interleaved(
      3,
      () => secondsOf(() => download(server.port, join(folder, 'export.json'))),
      () => secondsOf(() => bareSelects(connectionString)),
    );
    yield underLimit(`export.${types}x${movesOfType}`, 's', seconds, 20);
    await emptyCollection(db);
  } finally {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

/** The floor: the same rows by two statements, and nothing done with them. */
async function bareSelects(connectionString: string): Promise<void> {
  const client = new Client({ connectionString });
  await client.connect();
  await client.query(
    `SELECT type.name, jsonb_object_agg(stage_name, count) FROM miniatures.miniature_types AS type
     JOIN miniatures.stage_counts ON type_id = type.id
     GROUP BY type.id ORDER BY type.name COLLATE "C"`,
  );
  await client.query(
    `SELECT type_id, from_stage, to_stage, qty, created_at::text FROM miniatures.history_logs
     ORDER BY type_id, created_at, id`,
  );
  await client.end();
}
