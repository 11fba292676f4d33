import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { newId } from '@atelier/db/kernel/new-id.ts';
import { type Figure, underLimit } from './figure.ts';
import { memoryOf, type Platform } from './platform.ts';
import { secondsOf, uploadTo } from './transfer.ts';

const cases = 20_000;

/** 20,000 cases from a table: in time and in memory, against their bare rows; and once more, when there is nothing new. */
export async function* importingCases(platform: Platform): AsyncGenerator<Figure> {
  const { db } = platform;
  const folder = await mkdtemp(join(tmpdir(), 'atelier-bench-cases-'));
  const file = join(folder, 'cases.csv');
  // A process that has done nothing else yet, or its highest memory would be another work's.
  const server = await platform.startServer();
  try {
    await pipeline(Readable.from(table()), createWriteStream(file));
    const floor = await secondsOf(() => insertBare(db));
    const projectId = await addProject(db);
    await sleep(1000);
    const idle = memoryOf(server.process, 'VmRSS');
    const path = `/api/runs/projects/${projectId}/library/import?format=csv&dryRun=false`;
    const send = () =>
      uploadTo({ port: server.port, path, type: 'application/octet-stream' }, file);
    const value = await secondsOf(send);
    yield underLimit('runs.import.20000-cases', 's', { value, floor }, 30);
    const again = await secondsOf(send);
    yield underLimit('runs.import.20000-cases.again', 's', { value: again, floor }, 30);
    const peak = memoryOf(server.process, 'VmHWM');
    yield {
      ...underLimit('runs.import.20000-cases.memory', 'MB', { value: peak - idle }, 600),
      idle: Math.round(idle),
    };
    const { rows } = await db.raw<{ rows: { there: number }[] }>(
      `SELECT count(*)::int AS there FROM runs.testcases AS c JOIN runs.test_suites AS s ON s.id = c.suite_id
       JOIN runs.testcase_versions AS v ON v.testcase_id = c.id WHERE s.project_id = ?`,
      [projectId],
    );
    const lost = cases - (rows[0]?.there ?? 0);
    yield { figure: 'runs.import.lost', value: lost, unit: 'cases', wanted: '0', ok: lost === 0 };
  } finally {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

/** As a spreadsheet has it: a row for each step, the first of which says what the case is. */
function* table(): Generator<string> {
  yield 'Key,Suite,Title,Preconditions,Step,Action,Expected,Tags\n';
  for (let place = 0; place < cases; place += 1) {
    yield `X-${place},Imported > Part ${place % 200},Camera keeps setting ${place},The camera is on,1,`;
    yield `Open the page of setting ${place},It is shown,L${place % 3}\n`;
    yield `,,,,2,Change it and restart the camera,It is kept,\n,,,,3,Look at the stream,It is there,\n`;
  }
}

async function addProject(db: Platform['db']): Promise<string> {
  const [id, ownerUserId] = [newId(), newId()];
  await db('identity.users').insert({ id: ownerUserId, displayName: 'Bench' });
  await db('runs.projects').insert({ id, name: `Imported ${id}`, ownerUserId });
  return id;
}

/** The floor of an import: as many cases and versions in one transaction, with the search's index that is kept with them. */
async function insertBare(db: Platform['db']): Promise<void> {
  const projectId = await addProject(db);
  const suiteId = newId();
  await db('runs.test_suites').insert({ id: suiteId, projectId, key: suiteId, name: 'Bare' });
  await db.transaction(async (trx) => {
    await trx.raw(
      `INSERT INTO runs.testcases (id, suite_id, key, title, position)
       SELECT gen_random_uuid(), ?::uuid, 'B' || n, 'Camera keeps setting ' || n, n FROM generate_series(1, ?::int) AS n`,
      [suiteId, cases],
    );
    await trx.raw(
      `INSERT INTO runs.testcase_versions (id, testcase_id, version_number, title, steps_json)
       SELECT gen_random_uuid(), c.id, 1, c.title, jsonb_build_array(
         jsonb_build_object('action', 'Open the page of setting ' || c.key, 'expected', 'It is shown', 'data', ''),
         jsonb_build_object('action', 'Change it and restart the camera', 'expected', 'It is kept', 'data', ''),
         jsonb_build_object('action', 'Look at the stream', 'expected', 'It is there', 'data', ''))
       FROM runs.testcases AS c WHERE c.suite_id = ?::uuid`,
      [suiteId],
    );
    // With its first version a case is looked for.
    await trx.raw('UPDATE runs.testcases SET version_number = 1 WHERE suite_id = ?::uuid', [
      suiteId,
    ]);
  });
}
