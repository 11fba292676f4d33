import { parentPort, workerData } from 'node:worker_threads';
import { importLegacy, picturesOf } from '@atelier/api/runs/legacy-import.ts';
import { connect } from '@atelier/db/kernel/connection.ts';
import { readLegacyTables } from '@atelier/db/runs/legacy-reads.ts';

const db = connect({ connectionString: workerData.connectionString, poolSize: 2 });
const moved = await db.transaction(async (trx) =>
  importLegacy(trx, await readLegacyTables(trx), {
    ...{ reason: 'requirements_gap', inPlace: true, hash: async (text) => text },
  }),
);
let pictures = 0;
for await (const part of picturesOf(await readLegacyTables(db), moved)) pictures += part.length;
await db.destroy();
parentPort?.postMessage({
  ...{ runs: moved.report.runs, results: moved.report.results, pictures },
  notes: moved.report.notes.length,
  notesLeftOut: moved.report.notesLeftOut,
});
