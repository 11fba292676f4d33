import type { AttachedFile } from '@atelier/domain/identity/files/attached-file.ts';
import { runAttachment } from '@atelier/domain/runs/attachments.ts';
import type { CallError } from '@atelier/sdk/errors.ts';
import { newKey } from '@atelier/sdk/idempotency-key.ts';
import { sendUpload, UploadFailure } from '../../identity/files/send-upload.ts';
import { isSomebodyElses, pageIsOf } from '../../kernel/me/told.ts';
import { type KeptUpload, type UploadStore, uploadStore } from './upload-store.ts';

/** A file on its way, or one that was refused. */
export interface PendingUpload extends KeptUpload {
  readonly failure: CallError | null;
}

const againMs = 3000;
/** What another attempt may change, by itself. */
const passing = new Set(['ERR_OFFLINE', 'ERR_UNAVAILABLE', 'ERR_BUSY', 'ERR_UNAUTHENTICATED']);

/**
 * Attaches files one after the other, whichever item is in front by then; what is not attached yet is kept over a
 * reload, and sent when there is a server again (ADR 98).
 */
export function createUploader(
  onAttached: (file: AttachedFile) => void,
  store: UploadStore = uploadStore(),
) {
  const personId = pageIsOf() ?? '';
  const listeners = new Set<() => void>();
  let pending: readonly PendingUpload[] = [];
  let isSending = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const set = (next: readonly PendingUpload[]) => {
    pending = next;
    for (const listener of listeners) listener();
  };
  const without = (key: string) => pending.filter((each) => each.key !== key);
  const drop = (key: string) => {
    set(without(key));
    void store.drop(key);
  };

  const sendAll = async () => {
    if (isSending || isSomebodyElses()) return;
    isSending = true;
    clearTimeout(timer);
    try {
      for (let next = nextOf(pending); next; next = nextOf(pending)) {
        const { key } = next;
        const outcome = await attach(next);
        if (outcome.kind === 'attached') {
          drop(key);
          onAttached(outcome.file);
        } else if (passing.has(outcome.failure.code)) {
          timer = setTimeout(() => void sendAll(), againMs);
          return;
        } else {
          set(
            pending.map((each) =>
              each.key === key ? { ...each, failure: outcome.failure } : each,
            ),
          );
        }
      }
    } finally {
      isSending = false;
    }
  };
  void store.load(personId).then((kept) => {
    const known = new Set(pending.map(({ key }) => key));
    set([
      ...kept.filter(({ key }) => !known.has(key)).map((each) => ({ ...each, failure: null })),
      ...pending,
    ]);
    void sendAll();
  });

  return {
    subscribe(listener: () => void) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    get: () => pending,
    add(entityId: string, files: readonly File[]): void {
      const added = files.map((file) => ({
        key: newKey(),
        personId,
        entityId,
        file,
        failure: null,
      }));
      set([...pending, ...added]);
      for (const { failure: _, ...upload } of added) void store.keep(upload);
      void sendAll();
    },
    /** Takes a file off the list that was refused. */
    forget: drop,
    tryAgain: (): void => void sendAll(),
  };
}

export type Uploader = ReturnType<typeof createUploader>;

const nextOf = (pending: readonly PendingUpload[]) =>
  pending.find(({ failure }) => failure === null);

type Outcome =
  | { readonly kind: 'attached'; readonly file: AttachedFile }
  | { readonly kind: 'failed'; readonly failure: CallError };

async function attach({ key, entityId, file }: PendingUpload): Promise<Outcome> {
  if (file.size > runAttachment.fileBytes) {
    return { kind: 'failed', failure: { code: 'ERR_FILE_TOO_LARGE', details: {} } };
  }
  const { signal } = new AbortController();
  try {
    const use = runAttachment.name;
    const attached = await sendUpload({ use, entityId, file, key, onProgress() {}, signal });
    return { kind: 'attached', file: attached };
  } catch (error) {
    if (error instanceof UploadFailure) return { kind: 'failed', failure: error.refusal };
    throw error;
  }
}
