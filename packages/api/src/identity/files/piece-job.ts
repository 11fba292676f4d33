import { randomBytes } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { noteRemoved } from '@atelier/db/identity/file-writes.ts';
import type { AuditEntry } from '@atelier/domain/identity/audit.ts';
import type { Knex } from 'knex';
import { z } from 'zod';
import { defineJob, type Job, type JobServices } from '../../kernel/jobs/job-kind.ts';
import type { Files } from './files.ts';
import { storing } from './storing.ts';

/** What jobs that make files work with. */
export interface FileJobServices extends JobServices {
  readonly files: Files;
  /** What this house alone knows. */
  readonly secret: Buffer;
}

/** What is stored already when it is entered. */
export interface StoredPieceOfJob {
  readonly key: string;
  readonly size: number;
}

/** Under which the piece of this job is stored. */
const pieceState = z.object({ key: z.string() });
type PieceOf<Input extends z.ZodType> = Job<z.output<Input>, z.output<typeof pieceState>>;

interface PieceJob<Input extends z.ZodType, Made> {
  readonly name: `${string}.${string}`;
  readonly input: Input;
  /** Writes the piece to `path`; undefined where nobody needs it any more. */
  readonly make: (
    job: PieceOf<Input>,
    services: FileJobServices,
    to: { readonly path: string; readonly signal: AbortSignal },
  ) => Promise<Made | undefined>;
  /** Has rows name the piece, in the transaction in which the job ends; null where nobody needs it any more. */
  readonly enter: (
    trx: Knex.Transaction,
    job: PieceOf<Input>,
    piece: StoredPieceOfJob,
    made: Made,
  ) => Promise<readonly AuditEntry[] | null>;
  readonly onFailed?: (trx: Knex.Transaction, input: z.output<Input>) => Promise<void>;
}

/**
 * A job that makes one piece and has it entered. Its key is written down before anything is stored under it, and is another
 * for each worker that holds the job: so what was half done is known and removed, and two that believe to hold it do
 * not write over each other's (ADR 120).
 */
export function definePieceJob<Input extends z.ZodType, Made>({
  make,
  enter,
  onFailed,
  ...definition
}: PieceJob<Input, Made>) {
  return defineJob<FileJobServices>()<Input, typeof pieceState>({
    ...definition,
    state: pieceState,
    async step(job, services, signal) {
      const { state, resumed } = job;
      if (state === undefined || resumed) {
        const next = { key: randomBytes(16).toString('hex') };
        return { next, commit: (trx) => discarded(trx, state) };
      }
      const { incoming, store } = services.files;
      const path = await storing(() => incoming.newPath());
      try {
        const made = await make(job, services, { path, signal });
        if (made === undefined) return { done: null };
        const piece = { key: state.key, size: (await stat(path)).size };
        await storing(() => store.put(piece.key, path, piece.size));
        const commit = async (trx: Knex.Transaction) =>
          (await enter(trx, job, piece, made)) ?? discarded(trx, state);
        return { done: null, commit };
      } finally {
        await incoming.remove(path).catch(() => {});
      }
    },
    async onFailed(trx, { input, state }) {
      await discarded(trx, state);
      await onFailed?.(trx, input);
    },
  });
}

/** Nobody will name it: it is removed with the next files that are. */
async function discarded(
  trx: Knex.Transaction,
  state: z.output<typeof pieceState> | undefined,
): Promise<readonly AuditEntry[]> {
  if (state !== undefined) await noteRemoved(trx, [state.key]);
  return [];
}
