import { randomBytes } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { anchorKey } from '@atelier/db/identity/anchor-key.ts';
import { findFile, unknownKeys } from '@atelier/db/identity/file-reads.ts';
import { insertFile } from '@atelier/db/identity/file-writes.ts';
import { newId } from '@atelier/db/kernel/new-id.ts';
import { placeOf } from '@atelier/db/runs/places.ts';
import { findSeal, signaturesOf } from '@atelier/db/runs/proof-reads.ts';
import { insertSeal } from '@atelier/db/runs/proof-writes.ts';
import { lockRun } from '@atelier/db/runs/run-writes.ts';
import type { AuditEntry, AuditState } from '@atelier/domain/identity/audit.ts';
import { runsError } from '@atelier/domain/runs/errors.ts';
import type { RunProof, RunSeal } from '@atelier/domain/runs/seal/proof-types.ts';
import type { ReportLanguage } from '@atelier/domain/runs/seal/report-words.ts';
import { runSeal } from '@atelier/domain/runs/seal/seal-use.ts';
import type { Knex } from 'knex';
import type { IdentityContext } from '../../identity/context.ts';
import { storing } from '../../identity/files/storing.ts';
import { execute } from '../../kernel/execute.ts';
import { createLimiter } from '../../kernel/streams/limiter.ts';
import { buildArchive } from './build-archive.ts';
import { sealedContent } from './sealed-content.ts';
import { sign } from './sign.ts';
import type { PackedArchive } from './write-archive.ts';

/** Each reads and writes all files of its run. */
const limited = createLimiter({ atOnce: 2, waiting: 8, waitMs: 60_000 });

interface Wanted {
  readonly runId: string;
  readonly language: ReportLanguage;
}

/** What proves a run so far. */
export async function runProof(db: Knex, runId: string): Promise<RunProof> {
  return { signatures: await signaturesOf(db, runId), seal: await shownSeal(db, runId) };
}

/**
 * Seals a locked run: a signature, then the archive, which is kept. A run that is sealed stays as it was sealed: it
 * gives the seal there is. What breaks off in between is gone on with by the next call.
 *
 * Throws `ERR_RUN_NOT_LOCKED`, `ERR_RUN_NOT_AS_LOCKED`, `ERR_PROOF_NEEDED`, `ERR_SEAL_UNFINISHED`, `ERR_FILE_LOST`.
 */
export async function sealRun(context: IdentityContext, wanted: Wanted): Promise<RunSeal> {
  const { db } = context;
  const known = await shownSeal(db, wanted.runId);
  if (known !== null) return known;
  return limited(undefined, async () => {
    const signatureId = await signSeal(context, wanted.runId);
    await makeSeal(context, wanted, signatureId);
    const seal = await shownSeal(db, wanted.runId);
    if (seal === null) throw runsError('ERR_RUN_NOT_SEALED');
    return seal;
  });
}

/** Throws `ERR_RUN_NOT_LOCKED`. */
async function requireLocked(trx: Knex.Transaction, runId: string): Promise<void> {
  const status = await lockRun(trx, runId);
  if (status === undefined) throw runsError('ERR_RUN_NOT_FOUND');
  if (status !== 'locked') throw runsError('ERR_RUN_NOT_LOCKED');
}

async function signSeal(context: IdentityContext, runId: string): Promise<string> {
  return written(context, 'runs.proof.sign', runId, async (trx) => {
    await requireLocked(trx, runId);
    const sealed = await sealedContent(trx, runId);
    const hash = sealed.sha256.toString('hex');
    const signatures = await signaturesOf(trx, runId);
    const last = signatures.at(-1);
    if (last?.meaning === 'seal' && last.contentSha256 === hash) return { result: last.id };
    const lock = signatures.findLast(({ meaning }) => meaning === 'lock');
    if (lock !== undefined && lock.contentSha256 !== hash) {
      throw runsError('ERR_RUN_NOT_AS_LOCKED');
    }
    const id = await sign(trx, context, 'seal', sealed);
    return {
      result: id,
      entry: {
        ...{ entity: 'signature', id, projectId: sealed.run.projectId },
        state: { meaning: 'seal', contentSha256: hash },
      },
    };
  });
}

async function makeSeal(
  context: IdentityContext,
  { runId, language }: Wanted,
  signatureId: string,
): Promise<void> {
  const { db, files, identity } = context;
  const sealedAt = new Date();
  const path = await storing(() => files.incoming.newPath());
  const storageKey = randomBytes(16).toString('hex');
  let isStored = false;
  try {
    const key = anchorKey(identity.secret);
    const asked = { runId, language, sealedAt, signatureId, house: identity.publicUrl };
    const packed = await storing(() => buildArchive(db, files.store, key, path, asked));
    const { size } = await stat(path);
    const sha256 = await files.incoming.hashOf(path);
    isStored = true;
    await storing(() => files.store.put(storageKey, path, size));
    await keepSeal(context, {
      runId,
      language,
      sealedAt,
      signatureId,
      storageKey,
      size,
      sha256,
      packed,
    });
  } finally {
    await files.incoming.remove(path).catch(() => {});
    if (isStored) {
      const left = await unknownKeys(db, [storageKey]).catch(() => []);
      for (const each of left) await files.store.remove(each).catch(() => {});
    }
  }
}

interface Kept extends Wanted {
  readonly sealedAt: Date;
  readonly signatureId: string;
  readonly storageKey: string;
  readonly size: number;
  readonly sha256: Buffer;
  readonly packed: PackedArchive;
}

async function keepSeal(context: IdentityContext, kept: Kept): Promise<void> {
  const { runId, language, sealedAt, signatureId, storageKey, size, sha256, packed } = kept;
  await written(context, 'runs.proof.seal', runId, async (trx) => {
    await requireLocked(trx, runId);
    const { run, sha256: content } = await sealedContent(trx, runId);
    const last = (await signaturesOf(trx, runId)).at(-1);
    // Somebody else may have sealed it meanwhile, or unlocked it and locked it again.
    if ((await findSeal(trx, runId)) !== undefined) return { result: undefined };
    if (last?.id !== signatureId || last.contentSha256 !== content.toString('hex')) {
      throw runsError('ERR_RUN_NOT_AS_LOCKED');
    }
    const { publicKey, fingerprint } = packed;
    const fileId = newId();
    await insertFile(trx, {
      ...{ id: fileId, use: runSeal.name, entityType: runSeal.entity, entityId: runId },
      ...{ projectId: run.projectId, ownerId: null, mediaType: 'application/zip' },
      ...{ size, sha256, storageKey, thumbnailKey: null, thumbnailSize: null },
      name: `run-${sealedAt.toISOString().slice(0, 10)}-${runId}.zip`,
    });
    await insertSeal(trx, {
      ...{ runId, fileId, signatureId, sealedAt, language, publicKey, fingerprint },
    });
    const state = { size, sha256: sha256.toString('hex'), fingerprint };
    return {
      result: undefined,
      entry: { entity: 'seal', id: runId, projectId: run.projectId, state },
    };
  });
}

interface Written<Result> {
  readonly result: Result;
  readonly entry?: {
    readonly entity: string;
    readonly id: string;
    readonly projectId: string;
    readonly state: AuditState;
  };
}

/** Does one part of it as a command does: with its entry in the audit log, announced after the commit. */
async function written<Result>(
  context: IdentityContext,
  command: string,
  runId: string,
  work: (trx: Knex.Transaction) => Promise<Written<Result>>,
): Promise<Result> {
  let entries: readonly AuditEntry[] = [];
  const effect = {
    touches: () => [{ entity: 'run', ids: [runId] }],
    watch: async () => async () => entries,
  };
  // A repetition finds what there is by itself; a key would be for two commands at once.
  const once = { ...context, idempotencyKey: undefined };
  const place = await placeOf(context.db, 'run', runId);
  const call = { command, input: { runId }, effect, projectId: place?.projectId };
  return execute(once, call, async (trx) => {
    const { result, entry } = await work(trx);
    entries = entry === undefined ? [] : [entryOf(entry, runId)];
    return result;
  });
}

function entryOf(
  { entity, id, projectId, state }: NonNullable<Written<unknown>['entry']>,
  runId: string,
): AuditEntry {
  return { action: 'create', entity, id, before: null, after: state, projectId, runId };
}

async function shownSeal(db: Knex, runId: string): Promise<RunSeal | null> {
  const seal = await findSeal(db, runId);
  const file = seal && (await findFile(db, seal.fileId));
  if (seal === undefined || file === undefined) return null;
  const { fileId, sealedAt, publicKey, fingerprint } = seal;
  return {
    ...{ fileId, publicKey, fingerprint },
    size: Number(file.size),
    sha256: file.sha256.toString('hex'),
    sealedAt: sealedAt.toISOString(),
  };
}
