import { attachedTo } from '@atelier/domain/runs/attachments.ts';
import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useEffect, useSyncExternalStore } from 'react';
import { useTRPC } from '../../kernel/api.ts';
import { useConnectionState } from '../../kernel/live/live-updates.tsx';
import { createUploader, type Uploader } from './uploader.ts';

const uploaders = new WeakMap<QueryClient, Uploader>();

/** The one uploader of a page, and what is on its way. */
export function useUploader() {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const uploader =
    uploaders.get(queryClient) ??
    createUploader((file) => {
      const itemId = attachedTo(file.entityId)?.itemId;
      if (itemId === undefined) return;
      queryClient.setQueryData(trpc.runs.execution.files.queryKey({ itemId }), (files) => [
        ...(files ?? []).filter(({ id }) => id !== file.id),
        file,
      ]);
    });
  uploaders.set(queryClient, uploader);
  const connection = useConnectionState();
  useEffect(() => {
    if (connection === 'live') uploader.tryAgain();
  }, [connection, uploader]);
  return { uploader, pending: useSyncExternalStore(uploader.subscribe, uploader.get) };
}
