import { setTimeout as sleep } from 'node:timers/promises';
import { createSealer } from '@atelier/db/identity/audit-sealer.ts';
import type { FastifyBaseLogger } from 'fastify';
import type { Knex } from 'knex';

/** So often it is looked for what has no seal; nothing is to be without one for a second. */
const everyMs = 250;
const batchSize = 5_000;

/** Seals what is written to the audit log, for as long as the process serves. Returns what ends it. */
export function sealAuditLog(db: Knex, log: FastifyBaseLogger): () => Promise<void> {
  const sealer = createSealer(db);
  const stopped = new AbortController();
  let isFailing = false;

  /** Until nothing is left. */
  const sealAll = async () => {
    try {
      while ((await sealer.seal(batchSize)) === batchSize);
      isFailing = false;
    } catch (error) {
      if (!isFailing) log.warn({ err: error }, 'the audit log could not be sealed');
      isFailing = true;
    }
  };
  const run = async () => {
    while (!stopped.signal.aborted) {
      await sealAll();
      await sleep(everyMs, undefined, { ref: false, signal: stopped.signal }).catch(() => {});
    }
    // What was written last.
    await sealAll();
  };
  const running = run();
  return () => {
    stopped.abort();
    return running;
  };
}
