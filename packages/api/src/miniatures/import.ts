import { createHash } from 'node:crypto';
import { type ImportStaging, openImportStaging } from '@atelier/db/miniatures/import-staging.ts';
import { kernelError } from '@atelier/domain/kernel/errors.ts';
import {
  contractLimits,
  type ImportDryRun,
  type ImportLimits,
  largeLimits,
} from '@atelier/domain/miniatures/interchange.ts';
import type { Context } from '../kernel/context.ts';
import type { Effect } from '../kernel/effect.ts';
import { execute } from '../kernel/execute.ts';
import { assertKey } from '../kernel/idempotency.ts';
import { ClientDisconnected } from '../kernel/streams/abort-on-disconnect.ts';
import { type Pace, withDeadline } from '../kernel/streams/deadline.ts';
import { createLimiter } from '../kernel/streams/limiter.ts';
import { type ImportMender, lenient, strict } from './import-mender.ts';
import { readImport } from './import-reader.ts';
import { refusedFile } from './import-refusals.ts';

/** Each import holds a database session. */
const limited = createLimiter({ atOnce: 2, waiting: 16, waitMs: 120_000 });

/** What a sender has to keep, so that two slow ones do not hold up all others: 256 kbit/s. */
const usualPace: Pace = { graceMs: 60_000, bytesPerSecond: 32_768, totalMs: 30 * 60_000 };

export interface ImportOptions {
  /** Say what would change, and change nothing. */
  readonly dryRun: boolean;
  /** By which language's rules the answer of a dry run is sorted. */
  readonly locale: 'en' | 'ru';
  /** Take in more than the contract's limits. */
  readonly large?: boolean;
  /** Mend what other programs and people write differently, instead of refusing the file. */
  readonly lenient?: boolean;
  /** Aborted when nobody waits for the answer any more: then nothing is changed. */
  readonly left?: AbortSignal;
  readonly pace?: Pace;
}

/**
 * Takes a file in as it arrives, and merges it once all of it has proved valid. Nothing is changed before
 * that, nor if anything in the file is wrong. Throws `ERR_INVALID_IMPORT_FORMAT`, `ERR_PAYLOAD_TOO_LARGE`,
 * `ERR_TOO_MANY_REQUESTS` when too many others are waiting, and, before anything of the file is read,
 * `ERR_VALIDATION` for a malformed key.
 */
export async function importFile(
  context: Context,
  file: AsyncIterable<Uint8Array>,
  options: ImportOptions,
): Promise<ImportDryRun | { status: 'ok' }> {
  if (context.idempotencyKey !== undefined) assertKey(context.idempotencyKey);
  try {
    return await limited(options.left, () => takeIn(context, file, options));
  } catch (error) {
    throw error instanceof ClientDisconnected ? refusedFile('ends_early') : error;
  }
}

async function takeIn(
  context: Context,
  file: AsyncIterable<Uint8Array>,
  options: ImportOptions,
): Promise<ImportDryRun | { status: 'ok' }> {
  const staging = await openImportStaging(context.db);
  try {
    const mender = options.lenient ? lenient() : strict;
    const hash = await stage(staging, file, mender, options);
    if (options.dryRun) {
      return { ...(await staging.summary(options.locale)), mended: mender.notes() };
    }
    // The same file is another command when it is read otherwise.
    const input = options.lenient ? { file: hash, lenient: true } : hash;
    await merge(context, staging, input, options.left);
  } finally {
    await staging.close();
  }
  return { status: 'ok' };
}

/** Gathers the file in the staging tables; gives the hash of its bytes. */
async function stage(
  staging: ImportStaging,
  file: AsyncIterable<Uint8Array>,
  mender: ImportMender,
  { large = false, pace = usualPace }: ImportOptions,
): Promise<string> {
  const limits: ImportLimits = large ? largeLimits : contractLimits;
  const hash = createHash('sha256');
  const chunks = withDeadline(file, pace, () => refusedFile('too_slow'));
  for await (const part of readImport(hashed(chunks, hash), limits, mender)) {
    if (part.kind === 'events') await staging.addEvents(part.events);
    else await staging.addTypes(part.types);
  }
  return hash.digest('hex');
}

async function* hashed(chunks: AsyncIterable<Uint8Array>, hash: ReturnType<typeof createHash>) {
  for await (const chunk of chunks) {
    if (!(chunk instanceof Uint8Array)) throw kernelError('ERR_VALIDATION');
    hash.update(chunk);
    yield chunk;
  }
}

/** A file has too many types to tell of each: what it was is told, by its hash. */
const importedTypes: Effect<unknown, unknown> = {
  touches: () => [{ entity: 'type', ids: null }],
  watch: async (_trx, input) => async () => [
    { action: 'import', entity: 'type', id: null, before: null, after: { file: input } },
  ],
};

/** The command itself, on the session that has the staging tables; its input is the file, by its hash. */
function merge(
  context: Context,
  staging: ImportStaging,
  input: unknown,
  left: AbortSignal | undefined,
): Promise<null> {
  const call = { command: 'miniatures.import', input, effect: importedTypes };
  return execute({ ...context, db: staging.db }, call, async (trx) => {
    left?.throwIfAborted();
    await staging.merge(trx);
    // Whoever stopped it meanwhile is taken at their word as long as that can be done.
    left?.throwIfAborted();
    return null;
  });
}
