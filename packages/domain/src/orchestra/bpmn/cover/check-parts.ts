import type { Graph } from '../graph/graph.ts';
import type { ModelIndex } from '../graph/model-index.ts';
import type { Finding } from '../model/process-model.ts';
import type { Parts } from './parts.ts';

/** What of the branches of a process does not fit together: who waits for ever, and who waits for nobody. */
export function checkParts(graph: Graph, parts: Parts, index: ModelIndex): Finding[] {
  const findings: Finding[] = [];
  const add = (kind: Finding['kind'], elementId: string) => {
    const node = index.node.get(elementId);
    if (!node) return;
    findings.push({ kind, elementId, type: node.kind, name: node.name, line: node.line });
  };
  for (const node of parts.unstructured) {
    const { elementId = '' } = graph.nodes[node] ?? {};
    add('unstructured', elementId);
  }
  for (const node of graph.nodes) {
    if (node.kind === 'complexGateway') add('complex_condition', node.elementId);
    const block = parts.joins.get(node.index);
    const ways = index.into.get(node.elementId)?.length ?? 0;
    if (node.kind === 'parallelGateway' && ways > 1) {
      // Where branches have no structure it cannot be said that a join waits for ever.
      const waits = block ? block.split.gate !== 'all' : parts.unstructured.size === 0;
      if (waits) add('deadlock', node.elementId);
    } else if (block && node.kind === 'exclusiveGateway') add('no_synchronization', node.elementId);
    else if (block && block.split.gate !== 'one' && isActivity(node.kind) && ways > 1) {
      add('no_synchronization', node.elementId);
    }
  }
  return findings;
}

function isActivity(kind: string): boolean {
  return kind.endsWith('ask') || kind === 'callActivity' || kind.endsWith('rocess');
}
