import type { RootRouter } from '@atelier/api/root.ts';
import type { Counts, Stage } from '@atelier/domain/miniatures/stages.ts';
import type { CollectionOverview, MiniatureType } from '@atelier/domain/miniatures/types.ts';
import type { InfiniteData } from '@tanstack/react-query';
import type { inferRouterOutputs } from '@trpc/server';
import type { LiveDependencies } from '../../kernel/areas.ts';
import { summed, type TakeBack, type Touch } from '../../kernel/commands/command.ts';
import type { AreaRows } from '../../kernel/commands/commands.tsx';

type TypeList = inferRouterOutputs<RootRouter>['miniatures']['list'];
type Row = MiniatureType | CollectionOverview;

/** A quantity that leaves a stage, comes into one, or both. */
export interface CountsDelta {
  readonly from: Stage | null;
  readonly to: Stage | null;
  readonly quantity: number;
}

/** A type, or the whole collection, that a command changes. */
export interface TypeTouch extends Touch {
  readonly delta?: CountsDelta;
}

/** The collection summed up is a row too, which every change of counts touches. */
export const overviewId = 'overview';

const maxRead = 200;

/** Types wherever the query cache holds them, as commands change them. */
export function typeRows({
  client,
  trpc,
  queryClient,
}: LiveDependencies): AreaRows<Row, TypeTouch> {
  const lists = trpc.miniatures.list.pathFilter();
  const overview = trpc.miniatures.overview;
  return {
    find(id) {
      if (id === overviewId) return queryClient.getQueryData(overview.queryKey());
      const single = queryClient.getQueryData(trpc.miniatures.get.queryKey({ id }));
      if (single !== undefined) return single;
      for (const [, list] of queryClient.getQueriesData<InfiniteData<TypeList>>(lists)) {
        for (const page of list?.pages ?? []) {
          const type = page.items.find((one) => one.id === id);
          if (type !== undefined) return type;
        }
      }
      return undefined;
    },
    show(id, row) {
      if (!isType(row)) return void queryClient.setQueryData(overview.queryKey(), row);
      queryClient.setQueryData(trpc.miniatures.get.queryKey({ id }), (known) => known && row);
      queryClient.setQueriesData<InfiniteData<TypeList>>(lists, (list) => {
        if (list === undefined) return list;
        const pages = list.pages.map((page) => {
          const place = page.items.findIndex((type) => type.id === id);
          return place < 0 ? page : { ...page, items: page.items.with(place, row) };
        });
        return { ...list, pages };
      });
    },
    change: (row, { delta }) =>
      delta === undefined ? row : { ...row, counts: withDelta(row.counts, delta) },
    async read(ids) {
      if (ids.includes(overviewId)) void queryClient.invalidateQueries(overview.queryFilter());
      const types = ids.filter((id) => id !== overviewId);
      const rows: [string, Row][] = [];
      for (let start = 0; start < types.length; start += maxRead) {
        const part = await client.miniatures.byIds.query({
          ids: types.slice(start, start + maxRead),
        });
        rows.push(...part.map((type): [string, Row] => [type.id, type]));
      }
      return rows;
    },
    inAnswer(answer) {
      const changed: readonly unknown[] = Array.isArray(answer) ? answer : [answer];
      return changed
        .map((one) => (isObject(one) && 'type' in one ? one.type : one))
        .filter(isType)
        .map((type) => [type.id, type]);
    },
    completed(step, answer) {
      if (step.path !== 'miniatures.undoMany') return step;
      const written: readonly unknown[] = Array.isArray(answer) ? answer : [answer];
      const entries = written
        .filter(isWritten)
        .map(({ type, entryId }) => ({ id: type.id, entryId }));
      return { ...step, input: { entries } };
    },
    merge(steps) {
      const entries = steps.flatMap((step) =>
        step.path === 'miniatures.undoMany' ? step.input.entries : [],
      );
      return { ...takeBack(steps), path: 'miniatures.undoMany', input: { entries } };
    },
  };
}

/** What is common to steps of one group: all that they touch, told as their sum. */
function takeBack(steps: readonly TakeBack[]) {
  const all = steps.map(({ says }) => says);
  const last = all.at(-1) ?? { key: 'move.nothingToUndo' };
  return { touches: steps.flatMap(({ touches }) => touches), says: summed(last, all) };
}

export const nameOf = (row: Row | undefined) => (row !== undefined && isType(row) ? row.name : '');

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

/** Whether it says which entry of a type's history a command wrote. */
function isWritten(
  value: unknown,
): value is { readonly type: { readonly id: string }; readonly entryId: string } {
  return isObject(value) && 'type' in value && 'entryId' in value;
}

/** Whether it is a type, and not the collection or anything else that is answered. */
function isType(value: unknown): value is MiniatureType {
  return isObject(value) && 'counts' in value && 'id' in value;
}

/**
 * Counts as they will probably be. A change that the server would refuse changes nothing, so that no
 * impossible counts are shown.
 */
function withDelta(counts: Counts, { from, to, quantity }: CountsDelta): Counts {
  if (from !== null && counts[from] < quantity) return counts;
  const next = { ...counts };
  if (from !== null) next[from] -= quantity;
  if (to !== null) next[to] += quantity;
  return next;
}
