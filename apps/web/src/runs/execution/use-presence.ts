import { isRecord } from '@atelier/domain/kernel/is-record.ts';
import type { Presence } from '@atelier/domain/runs/execution-types.ts';
import { newKey } from '@atelier/sdk/idempotency-key.ts';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { useTRPCClient } from '../../kernel/api.ts';
import { useTopic } from '../../kernel/live/live-updates.tsx';
import type { Place } from './place.ts';

const heartbeatMs = 20_000;
/** Whoever was not heard of for so long has left without saying so. */
const goneMs = 50_000;
/** A place that is only passed is not told. */
const pauseMs = 250;

/** Tells others where in a run one is, and where they are; other pages of one's own are others as well. */
export function usePresence(runId: string, place: Place | null): readonly Presence[] {
  const client = useTRPCClient();
  const [page] = useState(newKey);
  const [heard, setHeard] = useState<ReadonlyMap<string, Presence>>(new Map());
  const itemId = place?.itemId ?? null;
  const step = place?.step ?? null;
  const tell = useCallback(
    // Where somebody is, is told again soon: nothing is lost with one of them.
    (where: { readonly itemId: string | null; readonly step: number | null }) =>
      void client.runs.execution.present.mutate({ runId, page, ...where }).catch(() => {}),
    [client, runId, page],
  );
  useEffect(() => {
    const soon = setTimeout(() => tell({ itemId, step }), pauseMs);
    const again = setInterval(() => tell({ itemId, step }), heartbeatMs);
    return () => {
      clearTimeout(soon);
      clearInterval(again);
    };
  }, [tell, itemId, step]);
  useEffect(() => () => tell({ itemId: null, step: null }), [tell]);
  useTopic(`runs.presence:${runId}`, (event) => {
    if (event.kind !== 'content' || !isPresence(event.content)) return;
    const told = event.content;
    setHeard((now) => new Map(now).set(told.page, told));
  });
  return useMemo(() => {
    // By the clock of the server, which tells of ourselves as well.
    const latest = Math.max(0, ...[...heard.values()].map(({ at }) => at));
    return [...heard.values()].filter(
      (each) => each.page !== page && each.itemId !== null && latest - each.at < goneMs,
    );
  }, [heard, page]);
}

function isPresence(content: unknown): content is Presence {
  return isRecord(content) && typeof content.page === 'string' && isRecord(content.person);
}
