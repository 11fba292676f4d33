import { callError } from '@atelier/sdk/errors.ts';
import { keyed, newKey } from '@atelier/sdk/idempotency-key.ts';
import { isPassing } from '@atelier/sdk/keyed-mutations.ts';
import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useEffect, useSyncExternalStore } from 'react';
import { useTRPC, useTRPCClient } from '../../kernel/api.ts';
import type { LiveDependencies } from '../../kernel/areas.ts';
import { useConnectionState } from '../../kernel/live/live-updates.tsx';
import { isSomebodyElses, pageIsOf } from '../../kernel/me/told.ts';
import { entryStorage } from './entry-storage.ts';
import { type FreshItem, showItems } from './item-cache.ts';
import type { Recorded } from './recorded.ts';
import { type Answer, createRecorder, type Recorder } from './recorder.ts';

const recorders = new WeakMap<QueryClient, Recorder>();

/** The one recorder of a page. It also sends what an earlier page left. */
function recorderOf(dependencies: LiveDependencies): Recorder {
  const { queryClient } = dependencies;
  const known = recorders.get(queryClient);
  if (known !== undefined) return known;
  const recorder = createRecorder({
    storage: entryStorage(pageIsOf()),
    send: (entry) => sendEntry(dependencies, entry),
    newKey,
  });
  recorders.set(queryClient, recorder);
  window.addEventListener('online', recorder.tryAgain);
  window.addEventListener('beforeunload', (event) => {
    if (recorder.get().isVolatile) event.preventDefault();
  });
  recorder.tryAgain();
  return recorder;
}

async function sendEntry(dependencies: LiveDependencies, entry: Recorded): Promise<Answer> {
  if (isSomebodyElses()) return { kind: 'away' };
  try {
    const items = await itemsAfter(dependencies, entry);
    showItems(dependencies, entry.runId, items);
    return {
      kind: 'saved',
      revisions: new Map(items.map(({ id, result }) => [id, result?.revision ?? 0])),
    };
  } catch (error) {
    if (isPassing(error)) return { kind: 'away' };
    // What stands there now is shown beside what was refused.
    void readAnew(dependencies, entry);
    return { kind: 'refused', refusal: callError(error) };
  }
}

async function itemsAfter(
  { client }: LiveDependencies,
  { key, runId, items, patch }: Recorded,
): Promise<readonly FreshItem[]> {
  const seen = items.map(({ itemId, revision }) => ({ itemId, revision: revision ?? 0 }));
  const [only] = seen;
  if (only !== undefined && seen.length === 1) {
    return [await client.runs.runs.record.mutate({ ...copy(patch), ...only }, keyed(key))];
  }
  const status = patch.status ?? 'ok';
  return client.runs.execution.recordMany.mutate({ runId, status, items: seen }, keyed(key));
}

/** A patch is read only here, and what is sent is not. */
function copy({ defects, step, ...patch }: Recorded['patch']) {
  return {
    ...patch,
    ...(defects && { defects: [...defects] }),
    ...(step && { step: { ...step } }),
  };
}

async function readAnew(dependencies: LiveDependencies, { runId, items }: Recorded) {
  const itemIds = items.map(({ itemId }) => itemId);
  const fresh = await dependencies.client.runs.execution.items
    .query({ runId, itemIds })
    .catch(() => []);
  showItems(dependencies, runId, fresh);
}

/** The recorder of the page; started with the first page of the area. */
export function useRecorder(): Recorder {
  const client = useTRPCClient();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const recorder = recorderOf({ client, trpc, queryClient });
  const connection = useConnectionState();
  useEffect(() => {
    if (connection === 'live') recorder.tryAgain();
  }, [connection, recorder]);
  return recorder;
}

export function useRecorderState(recorder: Recorder) {
  return useSyncExternalStore(recorder.subscribe, recorder.get);
}
