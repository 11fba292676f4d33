import { findFile } from '@atelier/db/identity/file-reads.ts';
import { deleteFiles } from '@atelier/db/identity/file-writes.ts';
import type { AuditEntry } from '@atelier/domain/identity/audit.ts';
import { fileError } from '@atelier/domain/identity/files/file-errors.ts';
import type { Context } from '../../kernel/context.ts';
import { execute } from '../../kernel/execute.ts';
import { detachEntry } from './audit-entries.ts';
import type { Files } from './files.ts';
import { announceFiles, authorizeFile, requireUse } from './uses.ts';

/**
 * Removes a file: its row and an entry in the audit log in one transaction, and after that what is stored.
 * Throws `ERR_FILE_NOT_FOUND`, `ERR_FORBIDDEN`.
 */
export async function detach(context: Context, files: Files, id: string): Promise<null> {
  const { db, idempotencyKey } = context;
  const file = await findFile(db, id);
  const attached = file && requireUse(files.uses, file.use);
  // One that is gone may have gone by this very key, which then gives its answer.
  if (file && attached) await authorizeFile(context, attached, attached.use.detach, file);
  else if (idempotencyKey === undefined) throw fileError('ERR_FILE_NOT_FOUND');

  let entries: readonly AuditEntry[] = [];
  const call = {
    command: 'identity.files.remove',
    input: { id },
    effect: {
      touches: () => [{ entity: 'file', ids: null }],
      watch: async () => async () => entries,
    },
  };
  await execute(context, call, async (trx) => {
    if (file) await attached?.beforeChange?.(trx, file.entityId);
    const removed = await deleteFiles(trx, [id]);
    if (file === undefined || removed === 0) throw fileError('ERR_FILE_NOT_FOUND');
    entries = [detachEntry(file)];
    return null;
  });
  if (file && attached) await announceFiles(context, attached, file.entityId);
  await files.sweep();
  return null;
}
