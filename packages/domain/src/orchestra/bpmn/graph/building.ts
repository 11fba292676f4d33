import type { Finding, NodeKind, ProcessModel, ProcessNode } from '../model/process-model.ts';
import type { GraphBuilder, GraphNode } from './graph.ts';
import type { ModelIndex } from './model-index.ts';

/** Where the ways into an element end and the ways out of it begin. */
export interface Ports {
  /** What flows lead to: a marker or fork before the element, or the element. */
  readonly entry: GraphNode;
  /** The element itself, which boundary events leave. */
  readonly inner: GraphNode;
  exit: GraphNode;
}

/** What the parts of building share. */
export interface Building {
  readonly index: ModelIndex;
  readonly handlers: ProcessModel['handlers'];
  readonly links: ProcessModel['links'];
  readonly graph: GraphBuilder;
  readonly ports: Map<string, Ports>;
  /** Where each scope begins and ends. */
  readonly scopes: Map<string, { readonly enter: GraphNode; readonly leave: GraphNode }>;
  readonly findings: Finding[];
}

export function finding(kind: Finding['kind'], node: ProcessNode): Finding {
  return { kind, elementId: node.id, type: node.kind, name: node.name, line: node.line };
}

export function isLink(node: ProcessNode, kind: NodeKind): boolean {
  return node.kind === kind && node.trigger === 'link';
}
