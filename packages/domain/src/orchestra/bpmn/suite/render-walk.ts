import { isElement } from '../cover/demand.ts';
import type { Walk, WalkItem } from '../cover/walk.ts';
import type { Graph } from '../graph/graph.ts';
import type { PathItem } from './scenario.ts';

/** How a way through a process becomes the path of a scenario, or of several that meet. */
export interface Rendering {
  readonly graph: Graph;
  readonly parallel: 'steps' | 'scenarios';
  /** Joins at which scenarios meet that go through branches without structure, and how many do. */
  readonly meetings: ReadonlyMap<number, number>;
}

/** @param run tells its barriers from those of others; the first path is the main one */
export function renderWalk(walk: Walk, run: string, rendering: Rendering): PathItem[][] {
  const paths: PathItem[][] = [];
  let barriers = 0;
  const begin = (): PathItem[] => {
    const path: PathItem[] = [];
    paths.push(path);
    return path;
  };
  const elementOf = (node: number) => rendering.graph.nodes[node]?.elementId ?? '';
  const add = (items: readonly WalkItem[], into: PathItem[]): void => {
    items.forEach((item, at) => {
      if (item.kind === 'edge') addWay(item.edge, into);
      if (item.kind === 'node') addNode(item.node, into, rendering);
      if (item.kind !== 'branches') return;
      const split = items[at - 1];
      const next = items[at + 1];
      const splitId = split?.kind === 'node' ? elementOf(split.node) : '';
      const joinId = next?.kind === 'edge' ? elementOf(next.edge.to) : '';
      // At the end of the process nothing waits for anybody.
      const isMet =
        next?.kind === 'edge' &&
        next.edge.key.startsWith('past:') &&
        next.edge.to !== rendering.graph.sink;
      barriers += 1;
      const name = `${run}.${barriers}`;
      const parties = rendering.parallel === 'steps' ? 1 : item.branches.length;
      const barrier = (id: string, barrierName: string): PathItem => ({
        kind: 'barrier',
        id,
        barrier: barrierName,
        parties,
      });
      const asScenarios = rendering.parallel === 'scenarios' && item.branches.length > 1;
      if (asScenarios) into.push(barrier(splitId, `${name}.split`));
      item.branches.forEach((branch, number) => {
        const own = asScenarios && number > 0 ? begin() : into;
        if (own !== into) own.push(barrier(splitId, `${name}.split`));
        add(branch.items, own);
        if (own !== into && isMet) own.push(barrier(joinId || splitId, `${name}.join`));
      });
      if (isMet && item.branches.length > 1) {
        into.push(barrier(joinId || splitId, `${name}.join`));
      }
    });
  };
  add(walk.items, begin());
  return paths;
}

function addWay(
  { key, isFlow }: { readonly key: string; readonly isFlow: boolean },
  path: PathItem[],
): void {
  // The way past a block is none of the process.
  if (!key.startsWith('past:')) path.push({ kind: 'way', key, isFlow });
}

function addNode(index: number, path: PathItem[], { graph, meetings }: Rendering): void {
  const node = graph.nodes[index];
  if (!node || !isElement(node)) return;
  const parties = meetings.get(index);
  if (parties !== undefined) {
    path.push({ kind: 'barrier', id: node.elementId, barrier: `all.${node.elementId}`, parties });
  }
  path.push({ kind: 'element', id: node.elementId });
}
