import { findFile } from '@atelier/db/identity/file-reads.ts';
import { placeOf } from '@atelier/db/runs/places.ts';
import { findSeal, signaturesOf } from '@atelier/db/runs/proof-reads.ts';
import type { AuditEntry, AuditState } from '@atelier/domain/identity/audit.ts';
import { runsError } from '@atelier/domain/runs/errors.ts';
import type { RunProof, RunSeal } from '@atelier/domain/runs/seal/proof-types.ts';
import type { ReportLanguage } from '@atelier/domain/runs/seal/report-words.ts';
import type { Knex } from 'knex';
import type { IdentityContext } from '../../identity/context.ts';
import { execute } from '../../kernel/execute.ts';
import { awaitJob, jobAbout } from '../../kernel/jobs/await-job.ts';
import { enqueueJob } from '../../kernel/jobs/enqueue-job.ts';
import { requireRun } from '../runs.ts';
import { requireLocked, sealJob } from './seal-job.ts';
import { sealedContent } from './sealed-content.ts';
import { sign } from './sign.ts';

/** So long a program waits for the archive: as long as it may take to make it. */
const patienceMs = 10 * 60_000;

interface WantedSeal {
  readonly runId: string;
  readonly language: ReportLanguage;
}

/** What proves a run so far. */
export async function runProof(db: Knex, runId: string): Promise<RunProof> {
  // The job first: one that ends meanwhile has left its seal.
  const job = await jobAbout(db, sealJob, aboutRun(runId));
  const seal = await shownSeal(db, runId);
  const sealing = seal === null && job?.status !== 'done' ? job : null;
  return { signatures: await signaturesOf(db, runId), seal, sealing };
}

/**
 * Seals a locked run and waits for it, as programs have it that know of no job; gives the seal. Throws as `beginSeal`,
 * and `ERR_SEAL_UNFINISHED`, `ERR_FILE_LOST`.
 */
export async function sealRun(context: IdentityContext, wanted: WantedSeal): Promise<RunSeal> {
  const { db } = context;
  const jobId = await beginSeal(context, wanted);
  if (jobId !== null) await awaitJob(db, jobId, patienceMs);
  const seal = await shownSeal(db, wanted.runId);
  if (seal === null) throw runsError('ERR_RUN_NOT_SEALED');
  return seal;
}

/**
 * Begins to seal a locked run: a signature, and the job that makes the archive, in one transaction; gives the job's id. A
 * run that is sealed stays as it was sealed: there is nothing to do, and null. Where the archive could not be made, the
 * next call asks for it under the same signature.
 *
 * Throws `ERR_RUN_NOT_LOCKED`, `ERR_RUN_NOT_AS_LOCKED`, `ERR_PROOF_NEEDED`.
 */
export async function beginSeal(
  context: IdentityContext,
  { runId, language }: WantedSeal,
): Promise<string | null> {
  if ((await findSeal(context.db, runId)) !== undefined) return null;
  return written(context, 'runs.proof.sign', runId, async (trx) => {
    const { result: signatureId, entry } = await signSeal(trx, context, runId);
    const { projectId } = await requireRun(trx, runId);
    const jobId = await enqueueJob(trx, context, sealJob, {
      input: { runId, language, signatureId, house: context.identity.publicUrl },
      about: aboutRun(runId),
      tells: { area: 'runs', entity: 'run', ids: [runId], projectId },
    });
    return { result: jobId, entry };
  });
}

const aboutRun = (runId: string) => `run:${runId}`;

/** The signature under which a run is sealed: the one there is, or one of whoever calls. */
async function signSeal(
  trx: Knex.Transaction,
  context: IdentityContext,
  runId: string,
): Promise<Written<string>> {
  await requireLocked(trx, runId);
  const sealed = await sealedContent(trx, runId);
  const hash = sealed.sha256.toString('hex');
  const signatures = await signaturesOf(trx, runId);
  const last = signatures.at(-1);
  if (last?.meaning === 'seal' && last.contentSha256 === hash) return { result: last.id };
  const lock = signatures.findLast(({ meaning }) => meaning === 'lock');
  if (lock !== undefined && lock.contentSha256 !== hash) throw runsError('ERR_RUN_NOT_AS_LOCKED');
  const id = await sign(trx, context, 'seal', sealed);
  return {
    result: id,
    entry: {
      ...{ entity: 'signature', id, projectId: sealed.run.projectId },
      state: { meaning: 'seal', contentSha256: hash },
    },
  };
}

interface Written<Result> {
  readonly result: Result;
  readonly entry?:
    | {
        readonly entity: string;
        readonly id: string;
        readonly projectId: string;
        readonly state: AuditState;
      }
    | undefined;
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
