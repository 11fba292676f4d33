import { createHash, randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openFolderStore } from '@atelier/api/identity/files/folder-store.ts';
import { buildArchive } from '@atelier/api/runs/proof/build-archive.ts';
import { sealedContent } from '@atelier/api/runs/proof/sealed-content.ts';
import { anchorKey } from '@atelier/db/identity/anchor-key.ts';
import { writeAudit } from '@atelier/db/identity/audit-writes.ts';
import { insertFile } from '@atelier/db/identity/file-writes.ts';
import { newId } from '@atelier/db/kernel/new-id.ts';
import { insertSignature } from '@atelier/db/runs/proof-writes.ts';
import type { SignatureMeaning } from '@atelier/domain/runs/seal/signature.ts';
import { addUser } from '@atelier/testkit/add-user.ts';
import { sampleThings } from '@atelier/testkit/sample-things.ts';
import type { Knex } from 'knex';

/** What was attached, as it lies in the archive. */
export const attached = 'all went well\n';

/** The archive of a run that Lea locked and sealed, with a text on its one item, signed with a house's secret. */
export async function sealedArchive(db: Knex, folder: string, secret: Buffer): Promise<string> {
  const { id: ownerId } = await addUser(db, 'Lea', 'lead');
  const projectId = newId();
  const itemId = await sampleThings['runs.item']?.(db, { ownerId, projectId });
  const { runId } = await db('runs.run_items').where({ id: itemId }).first('runId');
  const store = openFolderStore(folder);
  const storageKey = randomBytes(16).toString('hex');
  const path = join(folder, 'attached');
  await writeFile(path, attached);
  await store.put(storageKey, path, attached.length);
  await db.transaction(async (trx) => {
    await insertFile(trx, {
      ...{ id: newId(), use: 'run-attachment', entityType: 'result', entityId: String(itemId) },
      ...{ projectId, ownerId: null, name: 'log.txt', mediaType: 'text/plain', storageKey },
      ...{ size: attached.length, sha256: createHash('sha256').update(attached).digest() },
      ...{ thumbnailKey: null, thumbnailSize: null },
    });
    const origin = { actorId: ownerId, command: 'runs.runs.lock', requestId: null, door: 'trpc' };
    const entry = { entity: 'run', id: runId, before: null, after: null, projectId, runId };
    await writeAudit(trx, { ...origin, door: 'trpc' }, [{ ...entry, action: 'lock' }]);
  });
  const now = new Date();
  const instants = { startedAt: now, finishedAt: now, lockedAt: now };
  for (const status of ['in_progress', 'done', 'locked']) {
    await db('runs.runs')
      .where({ id: runId })
      .update({ status, ...instants });
  }
  const sign = async (meaning: SignatureMeaning) => {
    const { sha256, tested } = await sealedContent(db, runId);
    const id = newId();
    await insertSignature(db, {
      ...{ id, runId, meaning, signerId: ownerId, signerName: 'Lea', sessionId: null },
      ...{ provedAt: null, provedBy: 'local_owner', reason: '', contentSha256: sha256 },
      testedJson: { ...tested },
    });
    return id;
  };
  await sign('lock');
  const signatureId = await sign('seal');
  const archive = join(folder, 'run.zip');
  const wanted = { runId, language: 'en', sealedAt: now, house: 'http://localhost' } as const;
  await buildArchive(db, store, anchorKey(secret), archive, { ...wanted, signatureId });
  return archive;
}
