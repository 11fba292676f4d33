import { spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openFolderStore } from '@atelier/api/identity/files/folder-store.ts';
import { sealedContent } from '@atelier/api/runs/proof/sealed-content.ts';
import { newId } from '@atelier/db/kernel/new-id.ts';
import { insertSignature } from '@atelier/db/runs/proof-writes.ts';
import type { Knex } from 'knex';
import { type Figure, interleaved, shareOfFloor, underLimit } from './figure.ts';
import { memoryOf, type Platform } from './platform.ts';

const items = 500;
const files = 200;
const megabyte = 2 ** 20;
const rounds = 3;

/** Sealing a run of 500 items with 200 MB of attachments: against a bare ZIP of the same files, and its memory. */
export async function* sealFigures({ connectionString, db }: Platform): AsyncGenerator<Figure> {
  const folder = await mkdtemp(join(tmpdir(), 'atelier-bench-seal-'));
  try {
    const { runId, signatureId, keys } = await largeRun(db, folder);
    const file = join(import.meta.dirname, 'seal-process.ts');
    const args = [connectionString, folder, runId, signatureId, keys.join(',')];
    const child = spawn(process.execPath, ['--import', 'tsx', file, ...args], {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    try {
      await once(child, 'message');
      const idle = memoryOf(child, 'VmRSS');
      const rate = async (kind: 'seal' | 'bare') => {
        child.send(kind);
        const [ms] = await once(child, 'message');
        return files / (Number(ms) / 1000);
      };
      for (const kind of ['seal', 'bare'] as const) await rate(kind);
      const measured = await interleaved(
        rounds,
        () => rate('seal'),
        () => rate('bare'),
      );
      yield shareOfFloor('seal.500-items.200-mb', 'MB/s', measured, 0.5);
      const peak = memoryOf(child, 'VmHWM');
      yield {
        ...underLimit('seal.500-items.200-mb.memory', 'MB', { value: peak - idle }, 200),
        idle: Math.round(idle),
      };
    } finally {
      child.kill();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** A locked run, straight in the database, with its files in the folder. */
async function largeRun(db: Knex, folder: string) {
  const [owner, projectId, suiteId, runId] = [newId(), newId(), newId(), newId()];
  const now = new Date();
  await db('identity.users').insert({ id: owner, displayName: 'Bench' });
  await db('runs.projects').insert({ id: projectId, name: 'Bench', ownerUserId: owner });
  await db('runs.test_suites').insert({ id: suiteId, projectId, key: suiteId, name: 'Bench' });
  const run = { id: runId, projectId, executedByUserId: owner, title: 'Bench' };
  await db('runs.runs').insert(run);
  const steps = Array.from({ length: 8 }, (_, at) => ({
    action: `Do the ${at}th thing, slowly and with care`,
    expected: 'What has to be seen is seen, for a minute at the least',
  }));
  const rows = Array.from({ length: items }, (_, position) => {
    const [caseId, versionId, itemId] = [newId(), newId(), newId()];
    return {
      testCase: { id: caseId, suiteId, key: caseId, title: `Case ${position}` },
      version: {
        ...{ id: versionId, testcaseId: caseId, versionNumber: 1 },
        stepsJson: JSON.stringify(steps),
      },
      item: { id: itemId, runId, testcaseVersionId: versionId, position },
    };
  });
  await db.batchInsert(
    'runs.testcases',
    rows.map(({ testCase }) => testCase),
  );
  await db.batchInsert(
    'runs.testcase_versions',
    rows.map(({ version }) => version),
  );
  await db.batchInsert(
    'runs.run_items',
    rows.map(({ item }) => item),
  );
  const results = rows.map(({ item }) => ({ id: newId(), runItemId: item.id, status: 'ok' }));
  await db.batchInsert('runs.run_results', results);
  const keys = await attach(
    db,
    folder,
    rows.map(({ item }) => item.id),
  );
  for (const status of ['in_progress', 'done', 'locked']) {
    const instants = { startedAt: now, finishedAt: now, lockedAt: now };
    await db('runs.runs')
      .where({ id: runId })
      .update({ status, ...instants });
  }
  const { sha256, tested } = await sealedContent(db, runId);
  const signatureId = newId();
  await insertSignature(db, {
    ...{ id: signatureId, runId, meaning: 'seal', signerId: owner, signerName: 'Bench' },
    ...{ sessionId: null, provedAt: null, provedBy: 'house', reason: '' },
    contentSha256: sha256,
    testedJson: { ...tested },
  });
  return { runId, signatureId, keys };
}

async function attach(
  db: Knex,
  folder: string,
  itemIds: readonly string[],
): Promise<readonly string[]> {
  const store = openFolderStore(folder);
  const keys: string[] = [];
  for (let at = 0; at < files; at += 1) {
    const content = randomBytes(megabyte);
    const storageKey = randomBytes(16).toString('hex');
    const path = join(folder, 'incoming');
    await writeFile(path, content);
    await store.put(storageKey, path, content.length);
    await db('identity.files').insert({
      ...{ id: newId(), use: 'run-attachment', entityType: 'result', entityId: itemIds[at] },
      ...{ name: `Picture ${at}.png`, mediaType: 'image/png', size: content.length, storageKey },
      sha256: createHash('sha256').update(content).digest(),
    });
    keys.push(storageKey);
  }
  return keys;
}
