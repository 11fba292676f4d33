import { anchorKey } from '@atelier/db/identity/anchor-key.ts';
import { insertFile } from '@atelier/db/identity/file-writes.ts';
import { crashPoint } from '@atelier/db/kernel/crash-point.ts';
import { newId } from '@atelier/db/kernel/new-id.ts';
import { findSeal, signaturesOf } from '@atelier/db/runs/proof-reads.ts';
import { insertSeal } from '@atelier/db/runs/proof-writes.ts';
import { lockRun } from '@atelier/db/runs/run-writes.ts';
import type { AuditEntry } from '@atelier/domain/identity/audit.ts';
import { runsError } from '@atelier/domain/runs/errors.ts';
import { sealRunInput } from '@atelier/domain/runs/proof-schemas.ts';
import { runSeal } from '@atelier/domain/runs/seal/seal-use.ts';
import type { Knex } from 'knex';
import { z } from 'zod';
import { definePieceJob, type StoredPieceOfJob } from '../../identity/files/piece-job.ts';
import { storing } from '../../identity/files/storing.ts';
import { buildArchive } from './build-archive.ts';
import { sealedContent } from './sealed-content.ts';
import type { PackedArchive } from './write-archive.ts';

const sealJobInput = sealRunInput.extend({
  /** The signature with which it is sealed. */
  signatureId: z.uuid(),
  /** Where the house was when it was asked for. */
  house: z.string(),
});
type SealJobInput = z.output<typeof sealJobInput>;

interface MadeSeal {
  readonly sealedAt: Date;
  readonly sha256: Buffer;
  readonly packed: PackedArchive;
}

/**
 * Makes the archive of a run that was signed for it, and keeps it. Fails with `ERR_RUN_NOT_LOCKED`,
 * `ERR_RUN_NOT_AS_LOCKED`, `ERR_SEAL_UNFINISHED`, `ERR_FILE_LOST`.
 */
export const sealJob = definePieceJob({
  name: 'runs.proof.seal',
  input: sealJobInput,
  async make({ input }, { db, files, secret }, { path, signal }): Promise<MadeSeal | undefined> {
    if ((await findSeal(db, input.runId)) !== undefined) return undefined;
    const sealedAt = new Date();
    const wanted = { ...input, sealedAt };
    const packed = await storing(() =>
      buildArchive(db, files.store, anchorKey(secret), path, wanted, signal),
    );
    crashPoint('runs.archive-made');
    return { sealedAt, packed, sha256: await files.incoming.hashOf(path) };
  },
  enter: (trx, { input }, piece, made) => keepSeal(trx, input, piece, made),
});

/** Throws `ERR_RUN_NOT_FOUND`, `ERR_RUN_NOT_LOCKED`. */
export async function requireLocked(trx: Knex.Transaction, runId: string): Promise<void> {
  const status = await lockRun(trx, runId);
  if (status === undefined) throw runsError('ERR_RUN_NOT_FOUND');
  if (status !== 'locked') throw runsError('ERR_RUN_NOT_LOCKED');
}

/** Null where there is a seal already. */
async function keepSeal(
  trx: Knex.Transaction,
  { runId, language, signatureId }: SealJobInput,
  { key: storageKey, size }: StoredPieceOfJob,
  { sealedAt, sha256, packed }: MadeSeal,
): Promise<readonly AuditEntry[] | null> {
  await requireLocked(trx, runId);
  if ((await findSeal(trx, runId)) !== undefined) return null;
  const { run, sha256: content } = await sealedContent(trx, runId);
  const last = (await signaturesOf(trx, runId)).at(-1);
  // It may have been unlocked meanwhile, and locked again.
  if (last?.id !== signatureId || last.contentSha256 !== content.toString('hex')) {
    throw runsError('ERR_RUN_NOT_AS_LOCKED');
  }
  const { publicKey, fingerprint } = packed;
  const { projectId } = run;
  const fileId = newId();
  await insertFile(trx, {
    ...{ id: fileId, use: runSeal.name, entityType: runSeal.entity, entityId: runId },
    ...{ projectId, ownerId: null, mediaType: 'application/zip' },
    ...{ size, sha256, storageKey, thumbnailKey: null, thumbnailSize: null },
    name: `run-${sealedAt.toISOString().slice(0, 10)}-${runId}.zip`,
  });
  await insertSeal(trx, {
    ...{ runId, fileId, signatureId, sealedAt, language, publicKey, fingerprint },
  });
  const after = { size, sha256: sha256.toString('hex'), fingerprint };
  return [{ action: 'create', entity: 'seal', id: runId, before: null, after, projectId, runId }];
}
