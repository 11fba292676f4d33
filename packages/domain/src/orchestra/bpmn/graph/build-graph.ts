import type {
  Finding,
  NodeKind,
  ProcessFlow,
  ProcessModel,
  ProcessNode,
} from '../model/process-model.ts';
import { isScope } from '../model/read-node.ts';
import { type Building, isLink, type Ports } from './building.ts';
import { connectThrown } from './connect-thrown.ts';
import { type Gate, type Graph, GraphBuilder, type GraphNode } from './graph.ts';
import { indexModel } from './model-index.ts';

const gates: Partial<Record<NodeKind, Gate>> = {
  exclusiveGateway: 'one',
  eventBasedGateway: 'one',
  parallelGateway: 'all',
  inclusiveGateway: 'some',
  complexGateway: 'some',
};

/**
 * The graph of all ways through a process: sub-processes are opened, and what BPMN says without drawing it is an edge
 * – a boundary event, a link, an error that is caught outside, another round of a loop.
 */
export function buildGraph(
  model: ProcessModel,
  processId: string,
): { readonly graph: Graph; readonly findings: readonly Finding[] } {
  const graph = new GraphBuilder();
  const source = graph.node(processId, 'source');
  const sink = graph.node(processId, 'sink');
  const building: Building = {
    index: indexModel(model),
    handlers: model.handlers,
    links: model.links,
    graph,
    ports: new Map(),
    scopes: new Map(),
    findings: [],
  };
  addScope(building, processId, source, sink);
  connectThrown(building);
  const { nodes, edges } = graph;
  return {
    graph: { processId, nodes, edges, source: source.index, sink: sink.index },
    findings: building.findings,
  };
}

function addScope(building: Building, id: string, enter: GraphNode, leave: GraphNode): void {
  building.scopes.set(id, { enter, leave });
  const children = building.index.inScope.get(id) ?? [];
  for (const node of children) addNode(building, node);
  const asEvent = children.filter(({ kind }) => kind === 'eventSubProcess');
  const within = children.filter(({ kind }) => kind !== 'eventSubProcess');
  for (const node of within) addWaysOut(building, node, leave);
  addStarts(building, id, within, asEvent, enter);
  for (const node of asEvent) {
    const exit = building.ports.get(node.id)?.exit;
    if (exit) building.graph.edge(exit, leave, `${node.id}:end`);
  }
}

/** The node, with the forks and markers around it, and what is in it. */
function addNode(building: Building, node: ProcessNode): void {
  const { graph, index } = building;
  const inner = graph.node(node.id, node.kind, gates[node.kind] ?? 'one');
  let entry = inner;
  let exit = inner;
  if (isScope(node.kind)) {
    exit = graph.node(node.id, 'leave');
    addScope(building, node.id, inner, exit);
  }
  const beside = (index.boundary.get(node.id) ?? []).filter(
    ({ isInterrupting, trigger }) => !isInterrupting && trigger !== 'compensation',
  );
  if (beside.length > 0) {
    entry = graph.node(node.id, 'fork', 'some');
    graph.edge(entry, inner, `${node.id}:start`, { isAlways: true });
  }
  if (node.repeats !== null) {
    const repeated = graph.node(node.id, 'repeated');
    graph.edge(exit, repeated, `${node.id}:done`);
    graph.edge(repeated, entry, `${node.id}:again`);
    const repeat = graph.node(node.id, 'repeat');
    graph.edge(repeat, entry, `${node.id}:first`);
    const after = graph.node(node.id, 'repeated');
    graph.edge(repeated, after, `${node.id}:enough`);
    // A loop that asks first, and instances for each of a list, may come to none.
    if (node.repeats !== 'loop') graph.edge(repeat, after, `${node.id}:none`);
    building.ports.set(node.id, { entry: repeat, inner, exit: after });
    building.scopes.set(`${node.id}:fork`, { enter: entry, leave: after });
    return;
  }
  building.ports.set(node.id, { entry, inner, exit });
}

/** Where the way goes on after a node; to the end of its scope if nowhere. */
function addWaysOut(building: Building, node: ProcessNode, leave: GraphNode): void {
  const { graph, index, ports } = building;
  const own = ports.get(node.id);
  if (!own) return;
  const flows = index.outOf.get(node.id) ?? [];
  const isEnd = flows.length === 0 && !isLink(node, 'intermediateThrowEvent');
  if (isEnd && !isHandled(node)) graph.edge(own.exit, leave, `${node.id}:end`);
  const isGateway = node.kind in gates;
  const from = isGateway || flows.length < 2 ? own.exit : splitAfter(building, node, flows, own);
  for (const flow of flows) {
    const to = ports.get(flow.to)?.entry;
    if (!to) continue;
    const isConditional = flow.condition !== '' || flow.isDefault;
    graph.edge(from, to, flow.id, {
      isFlow: true,
      isDefault: flow.isDefault,
      isAlways: !isGateway && !isConditional,
    });
  }
}

/** Several flows out of an activity or event: all of them, or those whose condition is true. */
function splitAfter(
  building: Building,
  node: ProcessNode,
  flows: readonly ProcessFlow[],
  own: Ports,
): GraphNode {
  const isPlain = flows.every(({ condition, isDefault }) => condition === '' && !isDefault);
  const split = building.graph.node(node.id, 'fork', isPlain ? 'all' : 'some');
  building.graph.edge(own.exit, split, `${node.id}:split`);
  return split;
}

/** What ends nothing: a handler goes back to who called it, an error goes to who catches it. */
function isHandled(node: ProcessNode): boolean {
  if (node.isForCompensation) return true;
  if (node.kind === 'boundaryEvent') return node.trigger === 'compensation';
  return node.kind === 'endEvent' && (node.trigger === 'error' || node.trigger === 'cancel');
}

/** The ways into a scope: start events exclude each other, and what nothing leads to begins with the scope. */
function addStarts(
  building: Building,
  scopeId: string,
  within: readonly ProcessNode[],
  asEvent: readonly ProcessNode[],
  enter: GraphNode,
): void {
  const { graph, index, ports, scopes } = building;
  let start = enter;
  const beside = asEvent.filter((node) => !interrupts(building, node));
  const first = within.filter(({ kind }) => kind === 'startEvent');
  const loose = within.filter(
    (node) =>
      !index.into.has(node.id) &&
      node.kind !== 'boundaryEvent' &&
      !node.isForCompensation &&
      !isLink(node, 'intermediateCatchEvent'),
  );
  const begins = first.length > 0 ? first : loose;
  if (beside.length > 0) {
    const fork = graph.node(scopeId, 'fork', 'some');
    graph.edge(start, fork, `${scopeId}:start`);
    start = graph.node(scopeId, 'fork', 'one');
    graph.edge(fork, start, `${scopeId}:own`, { isAlways: true });
    for (const node of beside) connect(building, fork, node, `${node.id}:event`);
  }
  if (first.length === 0 && begins.length > 1) {
    const fork = graph.node(scopeId, 'fork', 'all');
    graph.edge(start, fork, `${scopeId}:start`);
    start = fork;
  }
  for (const node of begins) connect(building, start, node, `${node.id}:start`);
  const leave = scopes.get(scopeId)?.leave;
  if (begins.length === 0 && leave) graph.edge(start, leave, `${scopeId}:empty`);
  const from = first[0] ? ports.get(first[0].id)?.inner : enter;
  for (const node of asEvent) {
    if (from && interrupts(building, node)) connect(building, from, node, `${node.id}:event`);
  }
}

function connect({ graph, ports }: Building, from: GraphNode, to: ProcessNode, key: string): void {
  const entry = ports.get(to.id)?.entry;
  if (entry) graph.edge(from, entry, key);
}

/** An event sub-process is what its start event is. */
function interrupts({ index }: Building, node: ProcessNode): boolean {
  const start = index.inScope.get(node.id)?.find(({ kind }) => kind === 'startEvent');
  return start?.isInterrupting !== false;
}
