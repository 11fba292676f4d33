import { callError } from '@atelier/sdk/errors.ts';
import {
  type QueryClient,
  type QueryKey,
  useQueryClient,
  useSuspenseQuery,
} from '@tanstack/react-query';
import { useEffect } from 'react';
import { type Trpc, useTRPC } from '../../kernel/api.ts';
import { throttle } from '../../kernel/live/throttle.ts';
import { keepApp } from './keep-app.ts';
import { createRunKeeper, type KeptRun, type RunParts, readKeptRun } from './kept-run.ts';

/** Without an answer: the server is out of reach, or its database is. */
const unanswered = new Set(['ERR_OFFLINE', 'ERR_UNAVAILABLE']);
const keepMs = 1000;

/**
 * Reads what the page of a run is made of, or, where no answer comes, puts in its place what was read last; and keeps
 * in the browser what is shown (ADR 98).
 *
 * @returns when what is shown was read, where it is not what the server says now
 */
export function useKeptRun(runId: string): number | null {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const { data: kept } = useSuspenseQuery({
    queryKey: ['runs.kept', runId],
    queryFn: () => readOrRecall({ trpc, queryClient }, runId),
    // What other pages change of a run does not ask again; that the line is back does.
    staleTime: Number.POSITIVE_INFINITY,
  });
  useEffect(() => keep({ trpc, queryClient }, runId, kept), [trpc, queryClient, runId, kept]);
  return kept?.at ?? null;
}

interface Cache {
  readonly trpc: Trpc;
  readonly queryClient: QueryClient;
}

async function readOrRecall({ trpc, queryClient }: Cache, runId: string): Promise<KeptRun | null> {
  try {
    await Promise.all([
      queryClient.fetchQuery(trpc.runs.runs.get.queryOptions({ runId })),
      queryClient.fetchQuery(trpc.runs.runs.items.queryOptions({ runId })),
      queryClient.fetchQuery(trpc.identity.me.queryOptions()),
      queryClient.fetchQuery(trpc.runs.reasons.list.queryOptions()),
    ]);
    return null;
  } catch (error) {
    // A refusal is told by whoever asks for the very thing.
    if (!unanswered.has(callError(error).code)) return null;
  }
  const kept = await readKeptRun(runId);
  if (kept === undefined) return null;
  const { runs, reasons } = trpc.runs;
  // What the page has already is newer.
  const recall = (key: QueryKey, part: unknown) =>
    queryClient.setQueryData(key, (now) => now ?? part);
  recall(trpc.identity.me.queryKey(), kept.me);
  recall(runs.get.queryKey({ runId }), kept.run);
  recall(runs.items.queryKey({ runId }), kept.items);
  recall(reasons.list.queryKey(), kept.reasons);
  return kept;
}

/** Keeps the run whenever something of it is shown that was not before, and then the app itself. */
function keep({ trpc, queryClient }: Cache, runId: string, kept: KeptRun | null): () => void {
  const keys = {
    me: trpc.identity.me.queryKey(),
    run: trpc.runs.runs.get.queryKey({ runId }),
    items: trpc.runs.runs.items.queryKey({ runId }),
    reasons: trpc.runs.reasons.list.queryKey(),
  };
  const keepParts = createRunKeeper(runId, kept ?? undefined);
  const read = (): RunParts | undefined => {
    const me = queryClient.getQueryData(keys.me);
    const run = queryClient.getQueryData(keys.run);
    const items = queryClient.getQueryData(keys.items);
    const reasons = queryClient.getQueryData(keys.reasons);
    return me && run && items && reasons && { me, run, items, reasons };
  };
  const keepNow = async () => {
    const parts = read();
    if (parts === undefined) return;
    await keepParts(parts);
    await keepApp();
  };
  const keepSoon = throttle(keepNow, keepMs);
  const hashes = new Set(Object.values(keys).map((key) => JSON.stringify(key)));
  keepSoon();
  return queryClient.getQueryCache().subscribe(({ type, query }) => {
    if (type === 'updated' && hashes.has(JSON.stringify(query.queryKey))) keepSoon();
  });
}
