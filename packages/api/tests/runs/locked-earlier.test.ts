import { rm } from 'node:fs/promises';
import { nodeTools } from '@atelier/api/runs/proof/node-tools.ts';
import { openArchive } from '@atelier/api/runs/proof/open-archive.ts';
import { checkSeal } from '@atelier/domain/runs/seal/check-seal.ts';
import { createTestDatabase } from '@atelier/testkit/test-database.ts';
import { testFolder } from '@atelier/testkit/test-folder.ts';
import { afterAll, expect, test } from 'vitest';
import { refusal } from '../miniatures/test-caller.ts';
import { addEarlierRun, earlierRun } from './locked-earlier.ts';
import { archivePath, leadWithFiles, sourceOf } from './locked-run.ts';

const folder = await testFolder('seals');
afterAll(() => rm(folder, { recursive: true, force: true }));
const { runId, caseIds, reportJson } = earlierRun;

async function openEarlier(sha256?: string) {
  const database = await createTestDatabase();
  afterAll(() => database.drop());
  await addEarlierRun(database.db, sha256);
  const lead = await leadWithFiles(database, folder);
  const seal = () => lead.runs.proof.seal({ runId, language: 'en' });
  return { db: database.db, lead, seal };
}

test('a run that an earlier build locked is sealed as it was locked', async () => {
  const { db, seal } = await openEarlier();
  const { publicKey } = await seal();
  const opened = await openArchive(await sourceOf(await archivePath(db, folder, runId)));
  if ('fault' in opened) throw new Error(JSON.stringify(opened.fault));
  const report = await checkSeal(opened.files, nodeTools, publicKey);
  expect(report).toMatchObject({ isValid: true, notes: [] });
  const text = async (name: string) => {
    const pieces: Uint8Array[] = [];
    for await (const piece of opened.files.find((file) => file.name === name)?.read() ?? []) {
      pieces.push(piece);
    }
    return Buffer.concat(pieces).toString();
  };
  const { content, signatures, context } = JSON.parse(await text('run.json'));
  expect(content).not.toHaveProperty('olderReport');
  expect(content.items.map((item: { content: { title: string } }) => item.content.title)).toEqual([
    'Boots',
    'Streams',
  ]);
  expect(signatures.map((one: { contentSha256: string }) => one.contentSha256)).toEqual([
    earlierRun.signed,
    earlierRun.signed,
  ]);
  // Nothing is lost of what nobody signed: it is told beside, under the signature of the house.
  expect(context.olderReport).toEqual(reportJson);
  expect(await text('report.html')).not.toContain('testerName');
});

test('it is sealed as it was locked although the library was put in another order since', async () => {
  const { db, seal } = await openEarlier();
  await db('runs.testcases').where({ id: caseIds[0] }).update({ position: -7 });
  const { publicKey } = await seal();
  const opened = await openArchive(await sourceOf(await archivePath(db, folder, runId)));
  if ('fault' in opened) throw new Error(JSON.stringify(opened.fault));
  const report = await checkSeal(opened.files, nodeTools, publicKey);
  expect(report).toMatchObject({ isValid: true, notes: [] });
});

test('what an earlier build locked and somebody changed since is not sealed', async () => {
  const { db, seal } = await openEarlier();
  await db.raw('ALTER TABLE runs.run_results DISABLE TRIGGER USER');
  await db('runs.run_results').update({ comment: 'as it should not' });
  await db.raw('ALTER TABLE runs.run_results ENABLE TRIGGER USER');
  expect((await refusal(seal()))[0]).toBe('ERR_RUN_NOT_AS_LOCKED');
});

test('unlocked and locked again, it is signed with everything, and in an order of its own', async () => {
  const { db, lead, seal } = await openEarlier();
  await lead.runs.runs.unlock({ runId, reason: 'a lead wants it signed anew' });
  const { projectId } = earlierRun;
  const template = await lead.runs.templates.create({
    projectId,
    name: 'Smoke',
    caseIds: [...caseIds],
  });
  await lead.runs.cases.tag({ projectId, caseIds: [caseIds[0]], add: ['L0'] });
  await lead.runs.runs.changeStatus({ runId, event: 'reopen' });
  await lead.runs.runs.update({ runId, templateId: template.id });
  await lead.runs.runs.changeStatus({ runId, event: 'finish' });
  await lead.runs.runs.lock({ runId });
  // The library goes on: what was locked does not follow it.
  await db('runs.testcases').where({ id: caseIds[0] }).update({ position: -7 });
  await seal();
  const opened = await openArchive(await sourceOf(await archivePath(db, folder, runId)));
  if ('fault' in opened) throw new Error(JSON.stringify(opened.fault));
  expect(await checkSeal(opened.files, nodeTools)).toMatchObject({ isValid: true });
});
