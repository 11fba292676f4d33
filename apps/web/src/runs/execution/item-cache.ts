import { attachedTo } from '@atelier/domain/runs/attachments.ts';
import type { RunItem } from '@atelier/domain/runs/types.ts';
import type { QueryKey } from '@tanstack/react-query';
import type { LiveDependencies } from '../../kernel/areas.ts';
import { gathered } from '../../kernel/commands/gather-live-changes.ts';

/** Reads those items anew that somebody changed, wherever a run is shown that has them. */
export function createItemReader({ client, trpc, queryClient }: LiveDependencies) {
  const read = async (ids: readonly string[]) => {
    const filter = trpc.runs.runs.items.pathFilter();
    for (const [, items] of queryClient.getQueriesData<readonly RunItem[]>(filter)) {
      const itemIds = (items ?? []).map(({ id }) => id).filter((id) => ids.includes(id));
      const runId = items?.[0]?.runId;
      if (runId === undefined || itemIds.length === 0) continue;
      const fresh = await client.runs.execution.items.query({ runId, itemIds });
      showItems({ trpc, queryClient }, runId, fresh);
    }
  };
  return gathered((ids) => {
    const itemIds = ids?.flatMap((id) => attachedTo(id)?.itemId ?? []);
    // Whoever cannot be asked now is asked again when the line is back: then everything is read anew.
    if (itemIds) void read(itemIds).catch(() => {});
  });
}

/** An item, or as much of it as is known anew. */
export type FreshItem = Pick<RunItem, 'id' | 'result'> & Partial<RunItem>;

/** Puts items where their run is shown, but for those of which something newer is. */
export function showItems(
  { trpc, queryClient }: Pick<LiveDependencies, 'trpc' | 'queryClient'>,
  runId: string,
  fresh: readonly FreshItem[],
): void {
  const byId = new Map(fresh.map((item) => [item.id, item]));
  const key: QueryKey = trpc.runs.runs.items.queryKey({ runId });
  queryClient.setQueryData<readonly RunItem[]>(key, (items) =>
    items?.map((item) => {
      const other = byId.get(item.id);
      const isOlder = (other?.result?.revision ?? 0) < (item.result?.revision ?? 0);
      const isKnown = other === undefined || (isOlder && other.result !== null);
      return isKnown ? item : { ...item, ...other };
    }),
  );
}
