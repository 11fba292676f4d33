import { bpmnError } from '../errors.ts';
import { buildGraph } from '../graph/build-graph.ts';
import type { ProcessModel, ProcessNode } from '../model/process-model.ts';
import { elementKey, KeyMaker } from './keys.ts';
import { fittingName, type Labels, labelsOf } from './labels.ts';
import type { GeneratedSuite, PathItem, Scenario, ScenarioReason } from './scenario.ts';
import { decisionWays } from './together.ts';

/** A step that somebody has yet to say more of: `noop` does nothing, `human` asks a person. */
export interface DraftStep {
  readonly key: string;
  readonly name: string;
  readonly kind: 'ACTION' | 'ASSERTION' | 'BARRIER';
  readonly driver: 'noop' | 'human' | 'barrier';
  readonly request: Readonly<Record<string, string | number>>;
  readonly meta: { readonly elementId: string; readonly note?: string };
}

export interface DraftScenario {
  readonly key: string;
  readonly name: string;
  readonly reason: string;
  readonly dependsOn: readonly never[];
  /** Elements and sequence flows, in order. */
  readonly path: readonly string[];
  readonly steps: readonly DraftStep[];
}

/** A suite as a suite file has it. */
export interface DraftSuite {
  readonly name: string;
  readonly process: { readonly name: string };
  readonly scenarios: readonly DraftScenario[];
}

/** As many as a suite takes. */
const limits = { steps: 1_000, path: 10_000, scenarios: 5_000 };

const asked: ReadonlySet<string> = new Set(['userTask', 'manualTask']);
const acting: ReadonlySet<string> = new Set([
  'task',
  'serviceTask',
  'sendTask',
  'receiveTask',
  'scriptTask',
  'businessRuleTask',
  'callActivity',
]);
/** What is drawn with nothing in it is done as a whole. */
const containing: ReadonlySet<string> = new Set(['subProcess', 'transaction', 'adHocSubProcess']);

/**
 * The scenarios of a suite with a step for each thing to do, to expect and to look at; names are those of the file.
 * @throws ERR_COVERAGE_TOO_LARGE { of: 'steps' | 'path' | 'scenarios', limit }
 */
export function toSuiteDefinition(
  generated: Pick<GeneratedSuite, 'scenarios'>,
  model: ProcessModel,
): DraftSuite {
  if (generated.scenarios.length > limits.scenarios) tooLarge('scenarios');
  const drafting = draftingOf(model);
  const name = fittingName(
    model.name || model.processes.map((each) => each.name || each.id).join(', '),
    'BPMN',
    200,
  );
  return {
    name,
    process: { name },
    scenarios: generated.scenarios.map((scenario) => draftScenario(scenario, drafting)),
  };
}

/**
 * The step of an element that comes into a scenario in another version of the process, with the key that it would have;
 * undefined for what is no step. Barriers are none of it: branches that are new break a scenario.
 * @returns a function of an element's id and of what comes before it on the path
 */
export function stepDrafter(
  model: ProcessModel,
): (id: string, before: string | undefined) => DraftStep | undefined {
  const drafting = draftingOf(model);
  const item = (id: string): PathItem =>
    drafting.nodes.has(id)
      ? { kind: 'element', id }
      : { kind: 'way', key: id, isFlow: drafting.conditions.has(id) };
  return (id, before) => {
    const step = draftStep(item(id), before === undefined ? undefined : item(before), drafting);
    return step && { ...step, key: elementKey(step.meta.elementId) };
  };
}

function draftingOf(model: ProcessModel): Drafting {
  return {
    labels: labelsOf(model),
    nodes: new Map(model.nodes.map((node) => [node.id, node])),
    filled: new Set(model.nodes.map(({ scopeId }) => scopeId)),
    conditions: new Map(model.flows.map(({ id, condition }) => [id, condition])),
    decisions: new Set(
      model.processes.flatMap(({ id }) => [...decisionWays(buildGraph(model, id).graph).keys()]),
    ),
  };
}

function tooLarge(of: keyof typeof limits): never {
  throw bpmnError('ERR_COVERAGE_TOO_LARGE', { of, limit: limits[of] });
}

interface Drafting {
  readonly labels: Labels;
  readonly nodes: ReadonlyMap<string, ProcessNode>;
  /** What has nodes in it. */
  readonly filled: ReadonlySet<string>;
  readonly conditions: ReadonlyMap<string, string>;
  readonly decisions: ReadonlySet<string>;
}

function draftScenario(scenario: Scenario, drafting: Drafting): DraftScenario {
  const keys = new KeyMaker();
  const steps = scenario.path.flatMap((item, at) => {
    const draft = draftStep(item, scenario.path[at - 1], drafting);
    return draft ? [{ ...draft, key: keys.next(elementKey(draft.meta.elementId)) }] : [];
  });
  if (steps.length > limits.steps) tooLarge('steps');
  const path = scenario.path.flatMap((item) => {
    if (item.kind === 'element') return [item.id];
    return item.kind === 'way' && item.isFlow ? [item.key] : [];
  });
  if (path.length > limits.path) tooLarge('path');
  return {
    key: scenario.key,
    name: scenarioName(scenario, drafting),
    reason: reasonText(scenario.reason, drafting.labels).slice(0, 2_000),
    dependsOn: [],
    path,
    steps,
  };
}

function draftStep(
  item: PathItem,
  before: PathItem | undefined,
  { labels, nodes, filled, conditions, decisions }: Drafting,
): Omit<DraftStep, 'key'> | undefined {
  if (item.kind === 'barrier') {
    return {
      name: fittingName(labels.element(item.id), item.id, 300),
      kind: 'BARRIER',
      driver: 'barrier',
      request: { barrier: item.barrier.slice(0, 2_000), parties: item.parties },
      meta: { elementId: item.id },
    };
  }
  if (item.kind === 'way') {
    // What a boundary event does is a step of its own.
    if (!item.isFlow || !decisions.has(item.key) || before?.kind !== 'element') return undefined;
    const node = nodes.get(before.id);
    if (!node?.kind.endsWith('Gateway') || node.kind === 'eventBasedGateway') return undefined;
    const condition = conditions.get(item.key) ?? '';
    return {
      name: fittingName(labels.way(item.key), item.key, 300),
      kind: 'ASSERTION',
      driver: 'noop',
      request: {},
      meta: {
        elementId: item.key,
        ...(condition && { note: fittingName(condition, condition, 500) }),
      },
    };
  }
  const node = nodes.get(item.id);
  return node && elementStep(node, labels, filled.has(node.id));
}

/** Gateways, what is opened, and events without anything to wait for or send are no steps. */
function elementStep(
  node: ProcessNode,
  labels: Labels,
  isFilled: boolean,
): Omit<DraftStep, 'key'> | undefined {
  const name = fittingName(labels.element(node.id), node.id, 300);
  const note = node.trigger === 'none' ? '' : `${node.trigger} ${node.triggerName}`;
  const meta = { elementId: node.id, ...(note && { note: fittingName(note, node.trigger, 500) }) };
  if (asked.has(node.kind)) {
    const question = node.documentation || name;
    return { name, kind: 'ACTION', driver: 'human', request: { question }, meta };
  }
  const isEvent = node.kind.endsWith('Event') && node.trigger !== 'none' && node.trigger !== 'link';
  const isWhole = containing.has(node.kind) && !isFilled;
  if (!acting.has(node.kind) && !isEvent && !isWhole) return undefined;
  // What the process sends or ends with is looked at; what it waits for, somebody has to do.
  const isOutcome = node.kind === 'endEvent' || node.kind === 'intermediateThrowEvent';
  return { name, kind: isOutcome ? 'ASSERTION' : 'ACTION', driver: 'noop', request: {}, meta };
}

function scenarioName({ path, key, reason }: Scenario, { labels, decisions }: Drafting): string {
  const own = new Set(reason.ways);
  const taken = path.flatMap((item) =>
    item.kind === 'way' && decisions.has(item.key) ? [item.key] : [],
  );
  const telling = [...new Set([...taken.filter((way) => own.has(way)), ...taken])].slice(0, 3);
  const rounds = reason.rounds.map(({ id, rounds: gone }) => `${labels.element(id)} ×${gone}`);
  const parts = [...telling.map(labels.way), ...rounds.slice(0, 2)];
  const last = path.findLast((item) => item.kind === 'element');
  return fittingName(parts.join(' · '), last ? labels.element(last.id) : key, 300);
}

/** What only the scenario covers, in the words of the file. */
function reasonText({ elements, ways, rounds, together }: ScenarioReason, labels: Labels): string {
  const parts = [
    ...rounds.map(({ id, rounds: gone }) => `${labels.element(id)} ×${gone}`),
    ...together.map((combined) => combined.map(labels.way).join(' + ')),
    ...ways.map(labels.way),
    ...elements.map(labels.element),
  ];
  return parts.map((part) => part.replace(/\s+/g, ' ')).join('; ');
}
