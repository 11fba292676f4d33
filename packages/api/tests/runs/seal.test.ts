import { rm } from 'node:fs/promises';
import { nodeTools } from '@atelier/api/runs/proof/node-tools.ts';
import { openArchive } from '@atelier/api/runs/proof/open-archive.ts';
import { checkSeal } from '@atelier/domain/runs/seal/check-seal.ts';
import { testFolder } from '@atelier/testkit/test-folder.ts';
import { afterAll, expect, test } from 'vitest';
import { refusal } from '../miniatures/test-caller.ts';
import { archivePath, doneRun, leadWithFiles, lockedRun, sourceOf } from './locked-run.ts';
import { openRuns } from './runs-caller.ts';

const { database, db } = await openRuns();
const folder = await testFolder('seals');
afterAll(() => rm(folder, { recursive: true, force: true }));
const lead = await leadWithFiles(database, folder);

async function checked(runId: string, key?: string) {
  const opened = await openArchive(await sourceOf(await archivePath(db, folder, runId)));
  if ('fault' in opened) throw new Error(JSON.stringify(opened.fault));
  return checkSeal(opened.files, nodeTools, key);
}

test('a locked run is sealed once, and its archive proves what it says', async () => {
  const { runId, projectId } = await lockedRun(db, lead);
  const seal = await lead.runs.proof.seal({ runId, language: 'en' });
  const report = await checked(runId, seal.publicKey);
  if (!report.isValid) throw new Error(JSON.stringify(report.fault));
  expect(report.notes).toEqual([]);
  expect(report.facts).toMatchObject({
    fingerprint: seal.fingerprint,
    isKnownKey: true,
    manifest: {
      sealedBy: { id: lead.id, name: 'Lea' },
      run: { id: runId, title: 'Smoke <1>', project: { id: projectId } },
      audit: { chain: `project:${projectId}`, isWhole: true },
    },
    signatures: [
      { meaning: 'lock', signerName: 'Lea', provedBy: 'local_owner' },
      { meaning: 'seal', signerName: 'Lea', provedBy: 'local_owner' },
    ],
  });
  const names = report.facts.manifest.files.map(({ name }) => name);
  expect(names.slice(0, 4)).toEqual(['report.html', 'run.json', 'audit.jsonl', 'anchor.json']);
  expect(names.slice(4)).toEqual(['attachments/0001-1.png', 'attachments/0002-log.txt']);
  expect(await lead.runs.proof.seal({ runId, language: 'ru' })).toEqual(seal);
  expect((await checked(runId)).isValid && (await checked(runId))).toMatchObject({
    facts: { isKnownKey: null },
    notes: ['key_unknown'],
  });
});

test('a sealed run is not unlocked, neither here nor in the database', async () => {
  const { runId } = await lockedRun(db, lead);
  await lead.runs.proof.seal({ runId, language: 'ru' });
  const unlock = lead.runs.runs.unlock({ runId, reason: 'once more' });
  expect((await refusal(unlock))[0]).toBe('ERR_RUN_SEALED');
  await expect(db('runs.runs').where({ id: runId }).update({ status: 'done' })).rejects.toThrow(
    'ERR_RUN_SEALED',
  );
  await expect(db('runs.run_seals').where({ runId }).delete()).rejects.toThrow('never changes');
  await expect(
    db('runs.run_signatures').where({ runId }).update({ signerName: 'Eve' }),
  ).rejects.toThrow('never changes');
});

test('what is not locked is not sealed', async () => {
  const { runId } = await doneRun(lead.runs);
  const seal = () => lead.runs.proof.seal({ runId, language: 'en' });
  expect((await refusal(seal()))[0]).toBe('ERR_RUN_NOT_LOCKED');
  await lead.runs.runs.lock({ runId });
  await lead.runs.runs.unlock({ runId, reason: 'wrong bench' });
  expect((await refusal(seal()))[0]).toBe('ERR_RUN_NOT_LOCKED');
  const { signatures, seal: none } = await lead.runs.proof.get({ runId });
  expect(signatures.map(({ meaning, reason }) => [meaning, reason])).toEqual([
    ['lock', ''],
    ['unlock', 'wrong bench'],
  ]);
  expect(none).toBeNull();
});

test('the seal holds what the bench was called when the run was locked', async () => {
  const { runId, assetId } = await lockedRun(db, lead);
  await lead.runs.assets.update({ assetId, model: 'DS-3', firmwareVersion: '6.0.0' });
  await lead.runs.proof.seal({ runId, language: 'en' });
  const opened = await openArchive(await sourceOf(await archivePath(db, folder, runId)));
  if ('fault' in opened) throw new Error(opened.fault.kind);
  const text = async (name: string) => {
    const pieces: Uint8Array[] = [];
    for await (const piece of opened.files.find((file) => file.name === name)?.read() ?? []) {
      pieces.push(piece);
    }
    return Buffer.concat(pieces).toString();
  };
  const run = JSON.parse(await text('run.json'));
  expect(run.content.tested).toEqual({
    ...{ assetModel: 'DS-2', firmwareVersion: '5.7.1', templateName: 'Smoke' },
  });
  expect(run.context.run).toMatchObject({ assetModel: 'DS-3', firmwareVersion: '5.7.1' });
  const report = await text('report.html');
  expect(report).toContain('5.7.1');
  expect(report).toContain('Smoke &lt;1&gt;');
  expect(report).toContain('<img src="attachments/0001-1.png"');
});

test('what was changed behind the lock is not sealed', async () => {
  const { runId, items } = await lockedRun(db, lead);
  // As only who owns the tables can.
  await db.raw('ALTER TABLE identity.files DISABLE TRIGGER files_guard_run_attachment');
  await db('identity.files').where({ entityId: items[0]?.id }).update({ name: 'other.png' });
  await db.raw('ALTER TABLE identity.files ENABLE TRIGGER files_guard_run_attachment');
  const seal = lead.runs.proof.seal({ runId, language: 'en' });
  expect((await refusal(seal))[0]).toBe('ERR_RUN_NOT_AS_LOCKED');
});

test('a file that is not what it was stops the sealing, which goes on once it is back', async () => {
  const { runId, keys } = await lockedRun(db, lead);
  const key = keys[1] ?? '';
  const path = `${folder}/${key.slice(0, 2)}/${key}`;
  const { readFile, writeFile } = await import('node:fs/promises');
  const content = await readFile(path);
  await writeFile(path, 'all went ill!\n');
  const seal = () => lead.runs.proof.seal({ runId, language: 'en' });
  expect((await refusal(seal()))[0]).toBe('ERR_FILE_LOST');
  await writeFile(path, content);
  await seal();
  expect((await lead.runs.proof.get({ runId })).signatures).toHaveLength(2);
  const log = await db('identity.audit_log').where({ runId }).orderBy('id');
  expect(log.slice(-3).map(({ entityType, action }) => `${entityType} ${action}`)).toEqual([
    'run lock',
    'signature create',
    'seal create',
  ]);
});
