import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { nodeTools } from '@atelier/api/runs/proof/node-tools.ts';
import { openArchive } from '@atelier/api/runs/proof/open-archive.ts';
import { checkSeal } from '@atelier/domain/runs/seal/check-seal.ts';
import { programArguments } from '@atelier/testkit/programs.ts';
import { testFolder } from '@atelier/testkit/test-folder.ts';
import { afterAll, expect, test } from 'vitest';
import { startJobs } from '../kernel/jobs-caller.ts';
import { archivePath, leadWithFiles, lockedRun, sourceOf } from './locked-run.ts';
import { openRuns } from './runs-caller.ts';

// A worker dies in the middle of sealing a run, and another one goes on: the run is sealed once, and nothing is left over.

const { database, db } = await openRuns();
const folder = await testFolder('seal-crash');
afterAll(() => rm(folder, { recursive: true, force: true }));
const lead = await leadWithFiles(database, folder, { works: false });

/** A worker that is killed at the point, once it has taken the job. */
async function dieAt(point: string, passes: number): Promise<void> {
  const script = join(import.meta.dirname, '../kernel/job-worker-process.ts');
  const words = [database.connectionString, folder, point, `${passes}`];
  const child = spawn(process.execPath, [...programArguments(script), ...words], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  expect(await once(child, 'exit')).toEqual([null, 'SIGKILL']);
}

test.each([
  ['before its first step is written', 'engine.before-commit', 1],
  ['once the archive is made', 'runs.archive-made', 1],
  ['before the archive is entered', 'engine.before-commit', 2],
  ['when the archive is entered, and nobody was told', 'engine.saved', 2],
  ['before its end is written', 'engine.before-commit', 3],
])('killed %s', async (_, point, passes) => {
  const { runId } = await lockedRun(db, lead);
  const { jobId } = await lead.runs.proof.beginSeal({ runId, language: 'en' });
  expect(jobId).not.toBeNull();
  await dieAt(point, passes);
  const worker = startJobs(database, { folder, leaseMs: 1000 });
  const proof = () => lead.runs.proof.get({ runId });
  await expect.poll(async () => (await proof()).seal !== null, { timeout: 60_000 }).toBe(true);
  await expect
    .poll(async () => (await db('kernel.jobs').where({ id: jobId }).first()).status, {
      timeout: 60_000,
    })
    .toBe('PASSED');
  await worker.drain();

  const { signatures, seal } = await proof();
  expect(signatures.map(({ meaning }) => meaning)).toEqual(['lock', 'seal']);
  const opened = await openArchive(await sourceOf(await archivePath(db, folder, runId)));
  if ('fault' in opened) throw new Error(opened.fault.kind);
  expect(await checkSeal(opened.files, nodeTools, seal?.publicKey)).toMatchObject({
    isValid: true,
  });
  const log = await db('identity.audit_log').where({ runId, entityType: 'seal' });
  expect(log.map(({ actorId, command }) => [actorId, command])).toEqual([
    [lead.id, 'runs.proof.seal'],
  ]);
  await lead.files.sweep();
  const stored: string[] = [];
  for await (const { key } of lead.files.store.list()) stored.push(key);
  const rows = await db('identity.files').select('storageKey');
  const named = rows.map(({ storageKey }) => storageKey);
  expect(stored.toSorted()).toEqual(named.toSorted());
});
