import { once } from 'node:events';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { addUser } from '@atelier/testkit/add-user.ts';
import { proof } from '@atelier/testkit/proof.ts';
import { createTestDatabase, type TestDatabase } from '@atelier/testkit/test-database.ts';
import { expect, test } from 'vitest';

const program = join(import.meta.dirname, 'legacy-in-thread.ts');
const cases = 400;
/** Of the thread's heap: much less than all that there is to bring over. */
const memoryMib = 64;

proof('legacy-tables-in-parts', { short: 150, long: 2_500 }, ({ rounds: runs, passed }) => {
  test('tables of the first generation are brought over in the memory of a part of them', async () => {
    const database = await createTestDatabase();
    await addChecklists(database, runs);
    const moved = await inThread(database.connectionString);
    const results = runs * cases;
    expect(moved).toMatchObject({
      runs: { added: runs, kept: 0 },
      results: { ok: 0, fail: results / 2, na: 0, open: results / 2 },
      pictures: results / 4,
    });
    // What each item without a result said is told as far as anybody reads, and counted.
    expect(moved.notes + moved.notesLeftOut).toBe(results / 2);
    expect(moved.notesLeftOut).toBeGreaterThan(0);
    const { rows } = await database.db.raw(
      'SELECT count(*)::int AS items, max(position) AS last FROM runs.run_items',
    );
    expect(rows).toEqual([{ items: results, last: cases - 1 }]);
    await database.drop();
    passed(runs);
  });
});

interface Moved {
  readonly notes: number;
  readonly notesLeftOut: number;
}

async function inThread(connectionString: string): Promise<Moved> {
  const at = JSON.stringify(pathToFileURL(program).href);
  const begin = `import('tsx/esm/api').then(({ register }) => { register(); return import(${at}); });`;
  const worker = new Worker(begin, {
    eval: true,
    workerData: { connectionString },
    resourceLimits: { maxOldGenerationSizeMb: memoryMib },
  });
  const [moved] = await once(worker, 'message');
  return moved;
}

/** Runs of a checklist of many cases, each result with a kilobyte of words. */
async function addChecklists({ db }: TestDatabase, runs: number): Promise<void> {
  const { id: ownerUserId } = await addUser(db, 'Owner');
  const [{ id: projectId }] = await db('runs.projects')
    .insert({ name: 'Cameras', ownerUserId })
    .returning('id');
  const [{ id: sectionId }] = await db('runs.test_sections')
    .insert({ projectId, name: 'Video' })
    .returning('id');
  await db.raw(
    `INSERT INTO runs.test_cases (section_id, name, position)
     SELECT ?, 'Case ' || n, n FROM generate_series(1, ${cases}) AS n`,
    [sectionId],
  );
  await db.raw(
    `INSERT INTO runs.test_runs (project_id, title) SELECT ?, 'Run ' || n FROM generate_series(1, ?::int) AS n`,
    [projectId, runs],
  );
  await db.raw(
    `INSERT INTO runs.run_test_results (run_id, test_case_id, status, note)
     SELECT r.id, c.id, CASE c.position % 2 WHEN 0 THEN 'failed' ELSE 'pending' END::runs.test_status,
       repeat('what was seen ', 70) FROM runs.test_runs AS r, runs.test_cases AS c`,
  );
  await db.raw(
    `INSERT INTO runs.run_test_screenshots (run_id, test_case_id, storage_key, mime_type, size_bytes)
     SELECT r.id, c.id, r.id || '/' || c.id, 'image/png', 1 FROM runs.test_runs AS r, runs.test_cases AS c
     WHERE c.position % 4 = 0`,
  );
}
