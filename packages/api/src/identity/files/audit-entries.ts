import type { FileModel } from '@atelier/db/identity/models/file.ts';
import type { AuditEntry, AuditState } from '@atelier/domain/identity/audit.ts';

/** What the log says of the thing that a file was attached to, or detached from. */
export function attachEntry(file: FileModel): AuditEntry {
  return { ...entryOf(file), action: 'attach', before: null, after: stateOf(file) };
}

export function detachEntry(file: FileModel): AuditEntry {
  return { ...entryOf(file), action: 'detach', before: stateOf(file), after: null };
}

function entryOf({ entityType, entityId, projectId }: FileModel) {
  return { entity: entityType, id: entityId, projectId: projectId ?? undefined };
}

function stateOf({ id, use, name, mediaType, size, sha256 }: FileModel): AuditState {
  return { file: id, use, name, mediaType, size: Number(size), sha256: sha256.toString('hex') };
}
