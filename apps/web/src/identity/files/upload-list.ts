import type { AttachedFile } from '@atelier/domain/identity/files/attached-file.ts';
import type { FileUse } from '@atelier/domain/identity/files/file-use.ts';
import { isMediaType, normalType } from '@atelier/domain/identity/files/media-types.ts';
import { type CallError, callError } from '@atelier/sdk/errors.ts';
import { sendUpload, UploadFailure } from './send-upload.ts';

/** A file that somebody wants to attach, and how far that is. */
export interface Upload {
  readonly id: string;
  readonly file: File;
  readonly state: 'waiting' | 'sending' | 'failed' | 'cancelled';
  /** Bytes that have left; all of them while the server works on it. */
  readonly sent: number;
  readonly failure: CallError | null;
}

export interface UploadEvents {
  readonly onAttached: (file: AttachedFile) => void;
  readonly onFailed: (name: string, failure: CallError) => void;
  readonly onCancelled: (name: string) => void;
}

interface Entry extends Upload {
  readonly key: string;
}

/** So many are sent at the same time; the others wait in the order in which they came. */
const atOnce = 2;

/** The files that are on their way to one thing. A store outside React: sending goes on while nothing is drawn. */
export function createUploadList(use: FileUse, entityId: string, events: UploadEvents) {
  let uploads: readonly Entry[] = [];
  const listeners = new Set<() => void>();
  const running = new Map<string, AbortController>();

  const replace = (next: readonly Entry[]) => {
    uploads = next;
    for (const listener of listeners) listener();
  };
  const change = (id: string, changes: Partial<Entry>) =>
    replace(uploads.map((each) => (each.id === id ? { ...each, ...changes } : each)));
  const without = (id: string) => uploads.filter((each) => each.id !== id);

  async function send(entry: Entry): Promise<void> {
    const { id, file, key } = entry;
    const controller = new AbortController();
    running.set(id, controller);
    change(id, { state: 'sending', sent: 0, failure: null });
    const onProgress = (sent: number) => change(id, { sent });
    try {
      const { signal } = controller;
      const attached = await sendUpload({ use: use.name, entityId, file, key, onProgress, signal });
      replace(without(id));
      events.onAttached(attached);
    } catch (error) {
      if (error instanceof UploadFailure) fail(id, file.name, error.refusal, error.mayHaveArrived);
      else if (controller.signal.aborted) {
        change(id, { state: 'cancelled', key: crypto.randomUUID() });
        events.onCancelled(file.name);
      } else fail(id, file.name, callError(error), false);
    } finally {
      running.delete(id);
      sendNext();
    }
  }

  /** What was refused is sent anew; what may have arrived is asked for again, by its key. */
  function fail(id: string, name: string, failure: CallError, mayHaveArrived: boolean): void {
    const key = mayHaveArrived ? {} : { key: crypto.randomUUID() };
    change(id, { state: 'failed', failure, ...key });
    events.onFailed(name, failure);
  }

  function sendNext(): void {
    for (const entry of uploads) {
      if (running.size >= atOnce) return;
      if (entry.state === 'waiting') void send(entry);
    }
  }

  return {
    subscribe(listener: () => void) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    current: (): readonly Upload[] => uploads,
    add(files: Iterable<File>): void {
      const added = Array.from(files, (file): Entry => {
        const failure = refusalBefore(use, file);
        const id = crypto.randomUUID();
        return { id, file, key: id, state: failure ? 'failed' : 'waiting', sent: 0, failure };
      });
      replace([...uploads, ...added]);
      for (const { file, failure } of added) if (failure) events.onFailed(file.name, failure);
      sendNext();
    },
    cancel(id: string): void {
      running.get(id)?.abort();
      const waiting = uploads.find((each) => each.id === id && each.state === 'waiting');
      if (waiting === undefined) return;
      change(id, { state: 'cancelled' });
      events.onCancelled(waiting.file.name);
    },
    retry(id: string): void {
      change(id, { state: 'waiting', failure: null, sent: 0 });
      sendNext();
    },
    dismiss: (id: string) => replace(without(id)),
    close(): void {
      for (const controller of running.values()) controller.abort();
    },
  };
}

export type UploadList = ReturnType<typeof createUploadList>;

/** What the server would refuse as well, told without sending it; it looks at the content, and decides. */
function refusalBefore(use: FileUse, { size, type }: File): CallError | null {
  if (size === 0) return { code: 'ERR_FILE_EMPTY', details: {} };
  if (size > use.fileBytes)
    return { code: 'ERR_FILE_TOO_LARGE', details: { limit: use.fileBytes } };
  const known = normalType(type);
  // What a browser calls otherwise, or nothing, may still be one that is taken.
  if (!isMediaType(known) || use.types.includes(known) || known === 'text/plain') return null;
  return { code: 'ERR_FILE_TYPE_REFUSED', details: { type: known } };
}
