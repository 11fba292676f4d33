import type { AttachedFile } from '@atelier/domain/identity/files/attached-file.ts';
import type { FileUse } from '@atelier/domain/identity/files/file-use.ts';
import type { CallError } from '@atelier/sdk/errors.ts';
import { useEffect, useMemo, useRef, useSyncExternalStore } from 'react';
import { createUploadList } from './upload-list.ts';

interface Options {
  readonly use: FileUse;
  readonly entityId: string;
  readonly onAttached: (file: AttachedFile) => void;
  readonly onFailed: (name: string, failure: CallError) => void;
  readonly onCancelled: (name: string) => void;
}

/** Sends files to a thing: what is on its way, and what can be done about it. Whatever is still sent is cancelled when it goes. */
export function useUploads({ use, entityId, ...events }: Options) {
  const latest = useRef(events);
  latest.current = events;
  const list = useMemo(
    () =>
      createUploadList(use, entityId, {
        onAttached: (file) => latest.current.onAttached(file),
        onFailed: (name, failure) => latest.current.onFailed(name, failure),
        onCancelled: (name) => latest.current.onCancelled(name),
      }),
    [use, entityId],
  );
  useEffect(() => () => list.close(), [list]);
  const uploads = useSyncExternalStore(list.subscribe, list.current);
  return { uploads, list };
}
