import { createHash } from 'node:crypto';
import { inTransaction } from '@atelier/db/kernel/transaction.ts';
import { type ImportStaging, openImportStaging } from '@atelier/db/miniatures/import-staging.ts';
import { kernelError } from '@atelier/domain/kernel/errors.ts';
import type { ImportSummary } from '@atelier/domain/miniatures/interchange.ts';
import pLimit from 'p-limit';
import type { Services } from '../kernel/context.ts';
import { once } from '../kernel/once.ts';
import { withoutStalls } from '../kernel/without-stalls.ts';
import { readImport } from './import-reader.ts';
import { refusedFile } from './import-refusals.ts';

/** Each import holds a database session; more than this many wait for their turn. */
const importsAtOnce = pLimit(2);

/** A sender who is silent for this long has lost its turn. */
const stallMs = 60_000;

export interface ImportOptions {
  /** Say what would change, and change nothing. */
  readonly dryRun: boolean;
  /** By which language's rules the answer of a dry run is sorted. */
  readonly locale: 'en' | 'ru';
  readonly idempotencyKey?: string | undefined;
}

/**
 * Takes a file in as it arrives, and merges it when all of it has proved valid. Nothing is changed
 * before that, nor when anything in it is wrong. Throws `ERR_INVALID_IMPORT_FORMAT`,
 * `ERR_PAYLOAD_TOO_LARGE`.
 */
export async function importFile(
  services: Services,
  file: AsyncIterable<Uint8Array>,
  options: ImportOptions,
): Promise<ImportSummary | { status: 'ok' }> {
  return importsAtOnce(async () => {
    const staging = await openImportStaging(services.db);
    try {
      const hash = await stage(staging, file);
      if (options.dryRun) return await staging.summary(options.locale);
      await mergeOnce(staging, options.idempotencyKey, hash);
    } finally {
      await staging.close();
    }
    services.notifier.notify({ area: 'miniatures', ids: null });
    return { status: 'ok' };
  });
}

/** Gathers the file in the staging tables; gives the hash of its bytes. */
async function stage(staging: ImportStaging, file: AsyncIterable<Uint8Array>): Promise<string> {
  const hash = createHash('sha256');
  for await (const part of readImport(hashed(file, hash))) {
    if (part.kind === 'events') await staging.addEvents(part.position, part.events);
    else await staging.addType(part.position, part.type);
  }
  return hash.digest('hex');
}

async function* hashed(file: AsyncIterable<Uint8Array>, hash: ReturnType<typeof createHash>) {
  for await (const chunk of withoutStalls(file, stallMs, () => refusedFile('ends_early'))) {
    if (!(chunk instanceof Uint8Array)) throw kernelError('ERR_VALIDATION');
    hash.update(chunk);
    yield chunk;
  }
}

async function mergeOnce(
  staging: ImportStaging,
  key: string | undefined,
  hash: string,
): Promise<void> {
  if (key === undefined) {
    await inTransaction(staging.db, staging.merge);
    return;
  }
  const call = { key, command: 'miniatures.import', input: hash };
  await once(staging.db, call, async (trx) => {
    await staging.merge(trx);
    return null;
  });
}
