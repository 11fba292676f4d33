import { isElement } from '../cover/demand.ts';
import { buildGraph } from '../graph/build-graph.ts';
import type { Graph, GraphEdge } from '../graph/graph.ts';
import { adjacencyOf } from '../graph/reach.ts';
import type { ProcessFlow, ProcessModel, ProcessNode } from '../model/process-model.ts';

/** One version of a file, with all its processes as graphs. */
export interface VersionGraph {
  readonly nodes: ReadonlyMap<string, ProcessNode>;
  readonly flows: ReadonlyMap<string, ProcessFlow>;
  readonly parts: readonly ProcessGraph[];
  readonly partOf: ReadonlyMap<string, ProcessGraph>;
}

interface ProcessGraph {
  readonly graph: Graph;
  readonly out: ReadonlyMap<number, readonly GraphEdge[]>;
  readonly byElement: ReadonlyMap<string, readonly number[]>;
}

export function versionGraph(model: ProcessModel): VersionGraph {
  const parts = new Map(
    model.processes.map(({ id }) => [id, processGraph(buildGraph(model, id).graph)]),
  );
  return {
    nodes: new Map(model.nodes.map((node) => [node.id, node])),
    flows: new Map(model.flows.map((flow) => [flow.id, flow])),
    parts: [...parts.values()],
    partOf: new Map(
      model.nodes.flatMap(({ id, processId }) => {
        const part = parts.get(processId);
        return part ? [[id, part]] : [];
      }),
    ),
  };
}

function processGraph(graph: Graph): ProcessGraph {
  const byElement = new Map<string, number[]>();
  for (const { index, elementId } of graph.nodes) {
    byElement.set(elementId, [...(byElement.get(elementId) ?? []), index]);
  }
  return { graph, out: adjacencyOf(graph.edges).out, byElement };
}

/** Where a connection begins or ends: an element, or the begin or end of its process. */
export type Place = string | 'start' | 'end';

/**
 * The shortest way from one element to another that passes none but some: the elements and sequence flows between
 * them, in order. Undefined where there is none.
 * @param from an element, or null for the begin of the process
 * @param to an element, or null for its end
 */
export function connection(
  version: VersionGraph,
  from: string | null,
  to: string | null,
  mayPass: (element: string) => boolean,
): string[] | undefined {
  const part = version.partOf.get(from ?? to ?? '');
  if (!part) return undefined;
  const { graph, out, byElement } = part;
  const starts = from === null ? [graph.source] : (byElement.get(from) ?? []);
  const by = new Map<number, GraphEdge | undefined>(starts.map((node) => [node, undefined]));
  const isEnd = (node: number) =>
    to === null
      ? node === graph.sink
      : graph.nodes[node]?.elementId === to && isNodeOfElement(graph, node);
  for (const [node] of by) {
    for (const edge of out.get(node) ?? []) {
      if (isEnd(edge.to)) return [...between(graph, by, node), ...(edge.isFlow ? [edge.key] : [])];
      const next = graph.nodes[edge.to];
      const isOpen = next && (!isElement(next) || mayPass(next.elementId));
      if (isOpen && !by.has(edge.to)) by.set(edge.to, edge);
    }
  }
  return undefined;
}

function isNodeOfElement(graph: Graph, node: number): boolean {
  const found = graph.nodes[node];
  return found !== undefined && isElement(found);
}

function between(
  graph: Graph,
  by: ReadonlyMap<number, GraphEdge | undefined>,
  last: number,
): string[] {
  const passed: string[] = [];
  for (let node = last; ; ) {
    const edge = by.get(node);
    if (!edge) return passed.reverse();
    const reached = graph.nodes[node];
    if (reached && isElement(reached)) passed.push(reached.elementId);
    if (edge.isFlow) passed.push(edge.key);
    node = edge.from;
  }
}
