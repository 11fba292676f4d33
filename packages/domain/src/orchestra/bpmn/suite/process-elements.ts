import { buildGraph } from '../graph/build-graph.ts';
import type {
  EventTrigger,
  NodeKind,
  ProcessInfo,
  ProcessModel,
  ProcessNode,
} from '../model/process-model.ts';
import { decisionWays } from './together.ts';

/** A node or sequence flow of a process, as a person reads of it in a list. */
export interface ProcessElement {
  readonly id: string;
  readonly kind: NodeKind | 'sequenceFlow';
  /** As in the file, '' for none. */
  readonly name: string;
  readonly trigger: EventTrigger;
  readonly triggerName: string;
  readonly lane: string | null;
  readonly processId: string;
  /** The process or sub-process that it stands in. */
  readonly scopeId: string;
  /** Of a boundary event: the activity that it is on. */
  readonly attachedTo: string | null;
  /** Of a sequence flow; null for a node. */
  readonly from: string | null;
  readonly to: string | null;
  readonly condition: string;
  /** Whether it is a way out of a decision. */
  readonly isChoice: boolean;
}

export interface ProcessElements {
  readonly processes: readonly ProcessInfo[];
  /** Nodes first, then flows, each in the order of the file. */
  readonly elements: readonly ProcessElement[];
}

/** Everything of a file that scenarios go through: what a list shows where there is no diagram. */
export function processElements(model: ProcessModel): ProcessElements {
  const choices = new Set(
    model.processes.flatMap(({ id }) => [...decisionWays(buildGraph(model, id).graph).keys()]),
  );
  const nodes = new Map(model.nodes.map((node) => [node.id, node]));
  return {
    processes: model.processes,
    elements: [
      ...model.nodes.map((node) => ({ ...ofNode(node), isChoice: choices.has(node.id) })),
      ...model.flows.map(({ id, name, from, to, condition }): ProcessElement => {
        const source = nodes.get(from);
        return {
          ...{ id, kind: 'sequenceFlow', name, trigger: 'none', triggerName: '', lane: null },
          ...{ processId: source?.processId ?? '', scopeId: source?.scopeId ?? '' },
          ...{ attachedTo: null, from, to, condition, isChoice: choices.has(id) },
        };
      }),
    ],
  };
}

function ofNode(node: ProcessNode): Omit<ProcessElement, 'isChoice'> {
  const { id, kind, name, trigger, triggerName, lane, processId, scopeId, attachedTo } = node;
  return {
    ...{ id, kind, name, trigger, triggerName, lane, processId, scopeId, attachedTo },
    ...{ from: null, to: null, condition: '' },
  };
}
