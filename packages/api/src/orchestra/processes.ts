import { createHash } from 'node:crypto';
import { newId } from '@atelier/db/kernel/new-id.ts';
import { authorId } from '@atelier/db/orchestra/author.ts';
import { findVersion, processesById } from '@atelier/db/orchestra/process-reads.ts';
import {
  insertProcess,
  insertVersion,
  lockProcess,
  updateProcess,
} from '@atelier/db/orchestra/process-writes.ts';
import type { Actor } from '@atelier/domain/identity/actor.ts';
import { orchestraError } from '@atelier/domain/orchestra/errors.ts';
import type { Json } from '@atelier/domain/orchestra/json.ts';
import type { importProcessInput } from '@atelier/domain/orchestra/schemas.ts';
import type { Process, ProcessVersionContent } from '@atelier/domain/orchestra/types.ts';
import type { Knex } from 'knex';
import type { z } from 'zod';

/** One process. Throws `ERR_PROCESS_NOT_FOUND`. */
export async function requireProcess(db: Knex, id: string): Promise<Process> {
  const [process] = await processesById(db, [id]);
  if (process === undefined) throw orchestraError('ERR_PROCESS_NOT_FOUND');
  return process;
}

/** One version. Throws `ERR_PROCESS_VERSION_NOT_FOUND`. */
export async function requireVersion(
  db: Knex,
  which: Parameters<typeof findVersion>[1],
): Promise<ProcessVersionContent> {
  const version = await findVersion(db, which);
  if (version === undefined) throw orchestraError('ERR_PROCESS_VERSION_NOT_FOUND');
  return version;
}

/** What was found in a file, and how it is called there. */
export interface ReadProcess {
  readonly name: string;
  readonly report: Json;
}

/**
 * A new version of a process, or a new process with its first one. A file that says what the newest version says makes
 * none. Throws `ERR_PROCESS_NOT_FOUND`, `ERR_PROCESS_ARCHIVED`.
 */
export async function importVersion(
  trx: Knex.Transaction,
  input: z.output<typeof importProcessInput>,
  read: ReadProcess,
  actor: Actor,
): Promise<{
  readonly process: Process;
  readonly version: ProcessVersionContent;
  readonly isNew: boolean;
}> {
  const createdByUserId = authorId(actor);
  const id = input.processId ?? newId();
  if (input.processId === undefined) {
    await insertProcess(trx, { id, name: input.name ?? read.name, createdByUserId });
  }
  const process = await lockProcess(trx, id);
  if (process === undefined) throw orchestraError('ERR_PROCESS_NOT_FOUND');
  if (process.isArchived) throw orchestraError('ERR_PROCESS_ARCHIVED');
  const checksum = createHash('sha256').update(input.xml).digest('hex');
  const newest = await findVersion(trx, { processId: id, versionNumber: process.versionNumber });
  if (newest?.checksum === checksum) {
    return { process: await requireProcess(trx, id), version: newest, isNew: false };
  }
  const versionNumber = process.versionNumber + 1;
  await insertVersion(trx, {
    ...{ id: newId(), processId: id, versionNumber, xml: input.xml, checksum, createdByUserId },
    ...{ reportJson: read.report, changeNote: input.changeNote },
  });
  await updateProcess(trx, id, { versionNumber });
  const version = await requireVersion(trx, { processId: id, versionNumber });
  return { process: await requireProcess(trx, id), version, isNew: true };
}

/** Throws `ERR_PROCESS_NOT_FOUND`. */
export async function changeProcess(
  trx: Knex.Transaction,
  id: string,
  change: { readonly name?: string; readonly isArchived?: boolean },
): Promise<Process> {
  if ((await lockProcess(trx, id)) === undefined) throw orchestraError('ERR_PROCESS_NOT_FOUND');
  await updateProcess(trx, id, change);
  return requireProcess(trx, id);
}
