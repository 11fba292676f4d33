import type { ProcessNode } from '../model/process-model.ts';
import { type Building, finding, isLink } from './building.ts';
import type { GraphNode } from './graph.ts';

/** What leads on without a drawn flow: boundary events, links, errors that are caught outside, compensation. */
export function connectThrown(building: Building): void {
  // Inner ones first, so that what an error is caught by is known when its activity is come to.
  const nodes = [...building.ports.keys()].flatMap((id) => building.index.node.get(id) ?? []);
  const caught = new Set<string>();
  for (const node of nodes) {
    if (isLink(node, 'intermediateThrowEvent')) connectLink(building, node, nodes);
    if (node.kind === 'endEvent' && (node.trigger === 'error' || node.trigger === 'cancel')) {
      connectEnd(building, node, caught);
    }
  }
  for (const node of nodes) {
    if (node.kind === 'boundaryEvent' && !caught.has(node.id)) connectBoundary(building, node);
  }
  connectCompensation(building, nodes);
}

function connectLink(building: Building, node: ProcessNode, nodes: readonly ProcessNode[]): void {
  const linkName = (each: ProcessNode) => each.triggerName || each.name;
  const catching = nodes.filter((each) => isLink(each, 'intermediateCatchEvent'));
  const meant = new Set(building.links.filter(({ from }) => from === node.id).map(({ to }) => to));
  const target =
    catching.find(({ id }) => meant.has(id)) ??
    catching.find((each) => linkName(each) === linkName(node));
  const [from, to] = [building.ports.get(node.id), target && building.ports.get(target.id)];
  if (from && to) building.graph.edge(from.exit, to.entry, `${node.id}:link`);
  else if (!building.index.outOf.has(node.id)) {
    building.findings.push(finding('link_dangling', node));
    const scope = building.scopes.get(node.scopeId);
    if (from && scope) building.graph.edge(from.exit, scope.leave, `${node.id}:end`);
  }
}

/** An error or cancel end event leads to the nearest one around it that catches it. */
function connectEnd(building: Building, node: ProcessNode, caught: Set<string>): void {
  const { graph, index, ports, scopes } = building;
  const from = ports.get(node.id);
  if (!from || index.outOf.has(node.id)) return;
  const matches = (other: ProcessNode) =>
    other.trigger === node.trigger &&
    (other.triggerName === '' || other.triggerName === node.triggerName);
  for (let scope = node.scopeId; ; ) {
    const asEvent = (index.inScope.get(scope) ?? []).find(
      ({ id, kind }) =>
        kind === 'eventSubProcess' &&
        index.inScope.get(id)?.some((each) => each.kind === 'startEvent' && matches(each)),
    );
    const onBoundary = index.boundary.get(scope)?.find(matches);
    const catcher = asEvent && !isWithin(building, node, asEvent.id) ? asEvent : onBoundary;
    const to = catcher && ports.get(catcher.id);
    if (catcher && to) {
      graph.edge(from.exit, to.entry, `${node.id}:caught`);
      caught.add(catcher.id);
      return;
    }
    const outer = index.node.get(scope)?.scopeId;
    if (outer === undefined) break;
    scope = outer;
  }
  const own = scopes.get(node.scopeId);
  if (own) graph.edge(from.exit, own.leave, `${node.id}:end`);
  // An error that ends the whole process is a way to end it; one that leaves a sub-process is to be caught.
  if (node.scopeId !== node.processId) building.findings.push(finding('error_uncaught', node));
}

function isWithin({ index }: Building, node: ProcessNode, scopeId: string): boolean {
  for (let scope: string | undefined = node.scopeId; scope !== undefined; ) {
    if (scope === scopeId) return true;
    scope = index.node.get(scope)?.scopeId;
  }
  return false;
}

function connectBoundary({ graph, ports, scopes }: Building, node: ProcessNode): void {
  const host = node.attachedTo === null ? undefined : ports.get(node.attachedTo);
  const own = ports.get(node.id);
  if (!host || !own || node.trigger === 'compensation') return;
  const fork = scopes.get(`${node.attachedTo}:fork`)?.enter ?? host.entry;
  graph.edge(node.isInterrupting ? host.inner : fork, own.entry, node.id);
}

/**
 * The handlers of what is compensated run between the event that throws the compensation and what follows it, the
 * last activity first; each once, at the first event that reaches it.
 */
function connectCompensation(building: Building, nodes: readonly ProcessNode[]): void {
  const { graph, index, ports } = building;
  const done = new Set<string>();
  const throwers = nodes.filter(
    ({ kind, trigger }) =>
      trigger === 'compensation' && (kind === 'endEvent' || kind === 'intermediateThrowEvent'),
  );
  for (const thrower of throwers) {
    const own = ports.get(thrower.id);
    if (!own) continue;
    const events = nodes
      .filter(({ kind, trigger }) => kind === 'boundaryEvent' && trigger === 'compensation')
      .filter(({ attachedTo }) => !thrower.attachedTo || attachedTo === thrower.attachedTo)
      .filter(({ id }) => !done.has(id))
      .toReversed();
    const chain = events.flatMap((event) => {
      done.add(event.id);
      const handler = building.handlers.find(({ from }) => from === event.id)?.to;
      return [ports.get(event.id), handler === undefined ? undefined : ports.get(handler)];
    });
    let last: GraphNode = own.inner;
    const following = graph.edges.filter(({ from }) => from === last.index);
    for (const part of chain) {
      if (!part || part.inner === last) continue;
      graph.edge(last, part.entry, `${part.inner.elementId}:compensate`);
      last = part.exit;
    }
    if (last !== own.inner) graph.moveStart(following, last);
  }
  for (const node of nodes) {
    const isThrown = done.has(node.id) || index.outOf.has(node.id);
    if (node.kind === 'boundaryEvent' && node.trigger === 'compensation' && !isThrown) {
      building.findings.push(finding('compensation_never', node));
    }
  }
}
