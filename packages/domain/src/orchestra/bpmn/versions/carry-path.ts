import type { ProcessFlow } from '../model/process-model.ts';
import { connection, type VersionGraph } from './version-graph.ts';

/** Why a path cannot be gone in the new version any more. */
export type Break =
  | { readonly kind: 'process_gone' }
  /** No way leads from the one to the other but over elements that were there before; null for begin and end. */
  | { readonly kind: 'no_way'; readonly from: string | null; readonly to: string | null }
  /** What begins several ways at once has one more. */
  | { readonly kind: 'branch_added'; readonly elementId: string; readonly flowId: string };

export type Carried =
  | { readonly status: 'valid' }
  | {
      readonly status: 'migrated';
      readonly path: readonly string[];
      readonly added: readonly string[];
      readonly removed: readonly string[];
    }
  | { readonly status: 'broken'; readonly breaks: readonly Break[] };

/**
 * Carries the path of a scenario over to another version of its process: what is there still stays, what is gone is
 * left out, and only elements that are new may come in between.
 * @param path elements and sequence flows, in order, branches one after the other
 */
export function carryPath(path: readonly string[], old: VersionGraph, now: VersionGraph): Carried {
  const elements = path.filter((id) => old.nodes.has(id));
  const stays = (id: string) => {
    const [before, after] = [old.nodes.get(id), now.nodes.get(id)];
    return after !== undefined && before?.kind === after.kind;
  };
  if (!elements.some(stays)) return { status: 'broken', breaks: [{ kind: 'process_gone' }] };
  const isNew = (id: string) => !old.nodes.has(id);
  const breaks: Break[] = [];
  const carried: string[] = [];
  /** The last element that stayed; null before the first of the process. */
  let last: string | null = null;
  const link = (to: string | null, isApart: boolean) => {
    if (isApart) return;
    const way = connection(now, last, to, () => false) ?? connection(now, last, to, isNew);
    if (way) carried.push(...way);
    else breaks.push({ kind: 'no_way', from: last, to });
  };
  const isSame = ({ id, to }: ProcessFlow, from: string | null) => {
    const flow = now.flows.get(id);
    return flow !== undefined && flow.from === from && flow.to === to;
  };
  let before: string | null = null;
  let isApart = false;
  path.forEach((id, at) => {
    const flow = old.flows.get(id);
    if (flow) {
      // A flow that begins elsewhere begins the next branch.
      if (flow.from !== before) {
        isApart = !stays(flow.from);
        last = stays(flow.from) ? flow.from : null;
      }
      // The end of a branch: where it joins is gone on from after all of them.
      if (path[at + 1] !== flow.to) {
        if (isSame(flow, last)) carried.push(flow.id);
        else link(stays(flow.to) ? flow.to : null, isApart || !stays(flow.to));
      }
      return;
    }
    const flowBefore = old.flows.get(path[at - 1] ?? '');
    if (before !== null && !flowBefore && !connection(old, before, id, () => false)) {
      // Nor does this follow what stands before it: a branch that begins without a flow.
      isApart = true;
    }
    before = id;
    if (!stays(id)) return;
    if (flowBefore?.to === id && isSame(flowBefore, last)) carried.push(flowBefore.id);
    else link(id, isApart);
    carried.push(id);
    last = id;
    isApart = false;
  });
  link(null, isApart);
  breaks.push(...addedBranches(carried, old, now));
  if (breaks.length > 0) return { status: 'broken', breaks };
  if (carried.length === path.length && carried.every((id, at) => id === path[at])) {
    return { status: 'valid' };
  }
  const [had, has] = [new Set(path), new Set(carried)];
  return {
    status: 'migrated',
    path: carried,
    added: [...has].filter((id) => !had.has(id)),
    removed: [...had].filter((id) => !has.has(id)),
  };
}

/** New flows out of what takes all of its ways. */
function addedBranches(path: readonly string[], old: VersionGraph, now: VersionGraph): Break[] {
  const taken = new Set(path);
  return now.parts.flatMap(({ graph, out }) =>
    graph.nodes
      .filter(({ gate, elementId }) => gate === 'all' && taken.has(elementId))
      .flatMap(({ index, elementId }) =>
        (out.get(index) ?? [])
          .filter(({ key, isFlow }) => isFlow && !old.flows.has(key) && !taken.has(key))
          .map(({ key }): Break => ({ kind: 'branch_added', elementId, flowId: key })),
      ),
  );
}
