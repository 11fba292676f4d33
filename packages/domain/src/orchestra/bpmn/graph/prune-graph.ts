import type { Finding } from '../model/process-model.ts';
import type { Graph, GraphEdge } from './graph.ts';
import type { ModelIndex } from './model-index.ts';
import { adjacencyOf, reachable, reaching } from './reach.ts';

/** The edges that lie on a way from start to end, and what lies on none. */
export function pruneGraph(
  graph: Graph,
  index: ModelIndex,
): { readonly edges: readonly GraphEdge[]; readonly findings: readonly Finding[] } {
  const { out, into } = adjacencyOf(graph.edges);
  const reached = reachable([graph.source], out);
  const ending = reaching([graph.sink], into);
  const edges = graph.edges.filter(({ from, to }) => reached.has(from) && ending.has(to));
  const findings: Finding[] = [];
  const told = new Set<string>();
  for (const { index: at, elementId } of graph.nodes) {
    const element = index.node.get(elementId);
    if (!element || told.has(elementId) || (reached.has(at) && ending.has(at))) continue;
    told.add(elementId);
    const { kind: type, name, line } = element;
    // A handler that is never called is told of where it is attached.
    if (element.isForCompensation || element.trigger === 'compensation') continue;
    findings.push({
      kind: reached.has(at) ? 'endless' : 'unreachable',
      elementId,
      type,
      name,
      line,
    });
  }
  for (const element of index.node.values()) {
    const endsHere = !index.outOf.has(element.id) && reachedElement(graph, reached, element.id);
    if (!endsHere || !needsWayOut(element.kind) || element.trigger === 'link') continue;
    if (element.trigger === 'compensation') continue;
    const { id: elementId, kind: type, name, line } = element;
    findings.push({ kind: 'dead_end', elementId, type, name, line });
  }
  return { edges, findings };
}

/** Activities may end a way by themselves; a gateway or an event in between that leads nowhere was not meant to. */
function needsWayOut(kind: string): boolean {
  return kind.endsWith('Gateway') || kind.startsWith('intermediate') || kind === 'boundaryEvent';
}

function reachedElement(graph: Graph, reached: ReadonlySet<number>, id: string): boolean {
  return graph.nodes.some(({ index, elementId }) => elementId === id && reached.has(index));
}
