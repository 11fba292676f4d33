/// <reference path="../bpmn-moddle.d.ts" />
import type { ModdleElement } from 'bpmn-moddle';
import type { ReducedXml } from '../xml/reduce-xml.ts';
import { flagOf, manyOf, oneOf, textOf, typeOf } from './moddle-element.ts';
import type { Finding, MessageFlow, ProcessInfo, ProcessModel } from './process-model.ts';
import { isScope, nodeKindOf, readNode, type Surroundings } from './read-node.ts';

interface Reading {
  readonly reduced: ReducedXml;
  readonly nodes: ProcessModel['nodes'][number][];
  readonly flows: ProcessModel['flows'][number][];
  readonly handlers: { from: string; to: string }[];
  readonly links: { from: string; to: string }[];
  readonly findings: Finding[];
}

/** Takes out of what bpmn-moddle read everything that has to do with how processes run. */
export function readModel(root: ModdleElement, reduced: ReducedXml): ProcessModel {
  const reading: Reading = { reduced, nodes: [], flows: [], handlers: [], links: [], findings: [] };
  const roots = manyOf(root, 'rootElements');
  const collaborations = roots.filter((element) => typeOf(element) === 'collaboration');
  const pools = collaborations.flatMap((collaboration) => manyOf(collaboration, 'participants'));
  const processes: ProcessInfo[] = [];
  for (const process of roots.filter((element) => typeOf(element) === 'process')) {
    const pool = pools.find((each) => oneOf(each, 'processRef') === process);
    const id = idOf(process, reduced);
    processes.push({
      id,
      name: textOf(process, 'name'),
      pool: pool ? textOf(pool, 'name') : null,
      isExecutable: flagOf(process, 'isExecutable'),
    });
    readContainer(process, { processId: id, scopeId: id, lanes: new Map() }, reading);
  }
  for (const collaboration of collaborations) readHandlers(collaboration, reading);
  for (const pool of pools) {
    if (!oneOf(pool, 'processRef')) note(reading, 'pool_without_process', pool);
  }
  return {
    name: textOf(root, 'name'),
    exporter: [textOf(root, 'exporter'), textOf(root, 'exporterVersion')].join(' ').trim(),
    processes,
    nodes: withHandlers(reading),
    flows: reading.flows,
    handlers: reading.handlers,
    links: reading.links,
    messageFlows: messageFlows(collaborations, reduced),
    findings: [...leftOut(reduced), ...reading.findings],
  };
}

function idOf(element: ModdleElement, { ids }: ReducedXml): string {
  return ids.element(textOf(element, 'id'))?.id ?? '';
}

function note(reading: Reading, kind: Finding['kind'], element: ModdleElement): void {
  const known = reading.reduced.ids.element(textOf(element, 'id'));
  reading.findings.push({
    kind,
    elementId: known?.id ?? null,
    type: typeOf(element),
    name: textOf(element, 'name'),
    line: known?.line ?? null,
  });
}

function leftOut({ leftOut: all }: ReducedXml): Finding[] {
  return all.map(({ kind, type, id, name, line }) => ({ kind, elementId: id, type, name, line }));
}

/** A process or sub-process: its nodes, then what is in them, then its flows. */
function readContainer(
  container: ModdleElement,
  { lanes: outer, ...place }: Omit<Surroundings, 'defaults'>,
  reading: Reading,
): void {
  const lanes = new Map(outer);
  for (const set of manyOf(container, 'laneSets')) readLanes(set, lanes, 0);
  const elements = manyOf(container, 'flowElements');
  const nodes = elements.filter((element) => nodeKindOf(element) !== undefined);
  const defaults = new Set(nodes.flatMap((node) => oneOf(node, 'default') ?? []));
  for (const element of nodes) {
    const node = readNode(element, { ...place, lanes }, reading.reduced.ids);
    if (!node) continue;
    reading.nodes.push(node);
    if (node.trigger === 'link') readLinks(element, reading);
    const origin = reading.reduced.ids.element(textOf(element, 'id'))?.origin;
    if (origin === 'missing') note(reading, 'id_missing', element);
    if (origin === 'double') note(reading, 'id_double', element);
    if (node.kind === 'boundaryEvent' && node.attachedTo === null) {
      note(reading, 'boundary_dangling', element);
    }
    if (isScope(node.kind)) readContainer(element, { ...place, scopeId: node.id, lanes }, reading);
  }
  for (const element of elements) {
    if (typeOf(element) === 'sequenceFlow') readFlow(element, defaults, reading);
  }
  readHandlers(container, reading);
}

/** An association has an event at one end and its handler at the other; tools draw it either way. */
function readHandlers(container: ModdleElement, { reduced, handlers }: Reading): void {
  for (const element of manyOf(container, 'artifacts')) {
    const [source, target] = [oneOf(element, 'sourceRef'), oneOf(element, 'targetRef')];
    if (!source || !target) continue;
    if (typeOf(source) === 'boundaryEvent') {
      handlers.push({ from: idOf(source, reduced), to: idOf(target, reduced) });
    } else if (typeOf(target) === 'boundaryEvent') {
      handlers.push({ from: idOf(target, reduced), to: idOf(source, reduced) });
    }
  }
}

/** What compensates is a handler, also where a tool does not say so: nothing else leads to it. */
function withHandlers({ nodes, flows, handlers }: Reading): ProcessModel['nodes'] {
  const compensating = new Set(
    nodes
      .filter(({ kind, trigger }) => kind === 'boundaryEvent' && trigger === 'compensation')
      .map(({ id }) => id),
  );
  const handling = new Set(handlers.flatMap(({ from, to }) => (compensating.has(from) ? to : [])));
  for (const { to } of flows) handling.delete(to);
  return nodes.map((node) => (handling.has(node.id) ? { ...node, isForCompensation: true } : node));
}

/** A link event may name its other end by the id of the definition in it. */
function readLinks(event: ModdleElement, { reduced, links }: Reading): void {
  const other = (end: ModdleElement) => (nodeKindOf(end) ? end : end.$parent);
  for (const definition of manyOf(event, 'eventDefinitions')) {
    if (typeOf(definition) !== 'linkEventDefinition') continue;
    const to = oneOf(definition, 'target');
    const [own, target] = [idOf(event, reduced), to && other(to)];
    if (target) links.push({ from: own, to: idOf(target, reduced) });
    for (const from of manyOf(definition, 'source')) {
      const source = other(from);
      if (source) links.push({ from: idOf(source, reduced), to: own });
    }
  }
}

function readFlow(
  element: ModdleElement,
  defaults: ReadonlySet<ModdleElement>,
  reading: Reading,
): void {
  const [from, to] = [oneOf(element, 'sourceRef'), oneOf(element, 'targetRef')];
  if (!from || !to || !nodeKindOf(from) || !nodeKindOf(to)) {
    note(reading, 'flow_dangling', element);
    return;
  }
  const condition = oneOf(element, 'conditionExpression');
  const known = reading.reduced.ids.element(textOf(element, 'id'));
  if (known?.origin === 'double') note(reading, 'id_double', element);
  reading.flows.push({
    id: known?.id ?? '',
    name: textOf(element, 'name'),
    from: idOf(from, reading.reduced),
    to: idOf(to, reading.reduced),
    condition: condition ? textOf(condition, 'body') : '',
    isDefault: defaults.has(element),
    line: known?.line ?? 0,
  });
}

/** Inner lanes after the ones around them, so the innermost stays. */
function readLanes(set: ModdleElement, lanes: Map<ModdleElement, string>, depth: number): void {
  for (const lane of manyOf(set, 'lanes')) {
    for (const node of manyOf(lane, 'flowNodeRef')) lanes.set(node, textOf(lane, 'name'));
    const inner = oneOf(lane, 'childLaneSet');
    if (inner && depth < 50) readLanes(inner, lanes, depth + 1);
  }
}

function messageFlows(
  collaborations: readonly ModdleElement[],
  reduced: ReducedXml,
): MessageFlow[] {
  return collaborations
    .flatMap((collaboration) => manyOf(collaboration, 'messageFlows'))
    .flatMap((flow) => {
      const [from, to] = [oneOf(flow, 'sourceRef'), oneOf(flow, 'targetRef')];
      if (!from || !to) return [];
      const [id, name] = [idOf(flow, reduced), textOf(flow, 'name')];
      return [{ id, name, from: idOf(from, reduced), to: idOf(to, reduced) }];
    });
}
