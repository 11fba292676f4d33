import { createHash, randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Files, openFiles } from '@atelier/api/identity/files/files.ts';
import { createCaller, fileUses } from '@atelier/api/root.ts';
import type { ArchiveSource } from '@atelier/api/runs/proof/open-archive.ts';
import { insertFile } from '@atelier/db/identity/file-writes.ts';
import { newId } from '@atelier/db/kernel/new-id.ts';
import type { Actor } from '@atelier/domain/identity/actor.ts';
import { everywhere } from '@atelier/domain/identity/roles.ts';
import { addUser } from '@atelier/testkit/add-user.ts';
import type { TestDatabase } from '@atelier/testkit/test-database.ts';
import type { Knex } from 'knex';
import { startJobs } from '../kernel/jobs-caller.ts';
import { contextOn } from '../miniatures/test-caller.ts';
import { sampleProject } from './runs-caller.ts';

/** A lead with files of the house in a folder, and a worker for the jobs that come of it. */
export async function leadWithFiles(
  database: TestDatabase,
  folder: string,
  { works = true }: { readonly works?: boolean } = {},
) {
  if (works) startJobs(database, { folder });
  const { id } = await addUser(database.db, 'Lea', 'lead');
  const actor: Actor = { id, kind: 'user', grants: [everywhere('lead')] };
  const files = openFiles(database.db, { folder, userBytes: 2 ** 30 }, fileUses);
  const context = { ...contextOn(database, actor), files };
  return { id, files, context, runs: createCaller(context).runs };
}

type Lead = Awaited<ReturnType<typeof leadWithFiles>>;

/** A run with a result for each of its items, done and not yet locked. */
export async function doneRun(runs: Lead['runs'], titles: readonly string[] = ['Boots']) {
  const { projectId, asset, template } = await sampleProject(runs, titles);
  const wanted = { projectId, assetId: asset.id, templateId: template.id, title: 'Smoke <1>' };
  const { id: runId } = await runs.runs.create(wanted);
  await runs.runs.changeStatus({ runId, event: 'start' });
  const items = await runs.runs.items({ runId });
  for (const { id } of items) {
    await runs.runs.record({ itemId: id, revision: 0, status: 'ok', comment: 'as it should' });
  }
  await runs.runs.update({ runId, verdict: 'passed' });
  await runs.runs.changeStatus({ runId, event: 'finish' });
  return { runId, projectId, items, assetId: asset.id };
}

/** A file that hangs on an item, as an upload leaves it. */
export async function attachTo(
  db: Knex,
  { store, incoming }: Files,
  itemId: string,
  { name, mediaType, content }: Attachment,
): Promise<string> {
  const path = await incoming.newPath();
  await writeFile(path, content);
  const storageKey = randomBytes(16).toString('hex');
  await store.put(storageKey, path, content.length);
  const id = newId();
  await db.transaction((trx) =>
    insertFile(trx, {
      ...{ id, use: 'run-attachment', entityType: 'result', entityId: itemId, projectId: null },
      ...{ ownerId: null, name, mediaType, size: content.length, storageKey },
      ...{ sha256: createHash('sha256').update(content).digest() },
      ...{ thumbnailKey: null, thumbnailSize: null },
    }),
  );
  return storageKey;
}

interface Attachment {
  readonly name: string;
  readonly mediaType: 'image/png' | 'text/plain';
  readonly content: Buffer;
}

/** A run that is locked, with a picture and a text on its first item. */
export async function lockedRun(db: Knex, { runs, files }: Lead, titles?: readonly string[]) {
  const run = await doneRun(runs, titles);
  const itemId = run.items[0]?.id ?? '';
  const picture = { name: 'Камера 1.png', mediaType: 'image/png', content: onePixel } as const;
  const keys = [
    await attachTo(db, files, itemId, picture),
    await attachTo(db, files, `${itemId}.0`, {
      ...{ name: '..log.txt', mediaType: 'text/plain' },
      content: Buffer.from('all went well\n'),
    }),
  ];
  await runs.runs.lock({ runId: run.runId });
  return { ...run, keys };
}

const onePixel = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

/** The archive of a sealed run, as it lies on the disk. */
export async function archivePath(db: Knex, folder: string, runId: string): Promise<string> {
  const row = await db('identity.files')
    .where({ use: 'run-seal', entityId: runId })
    .first('storageKey');
  const key = String(row?.storageKey);
  return join(folder, key.slice(0, 2), key);
}

export async function sourceOf(path: string): Promise<ArchiveSource> {
  const { size } = await stat(path);
  return {
    size,
    open: async ({ first, last }) => createReadStream(path, { start: first, end: last }),
  };
}
