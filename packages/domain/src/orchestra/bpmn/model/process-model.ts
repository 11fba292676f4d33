/** What a node of a process is; gateways and events as BPMN calls them. */
export const nodeKinds = [
  'task',
  'userTask',
  'manualTask',
  'serviceTask',
  'sendTask',
  'receiveTask',
  'scriptTask',
  'businessRuleTask',
  'callActivity',
  'subProcess',
  'eventSubProcess',
  'adHocSubProcess',
  'transaction',
  'startEvent',
  'endEvent',
  'intermediateCatchEvent',
  'intermediateThrowEvent',
  'implicitThrowEvent',
  'boundaryEvent',
  'exclusiveGateway',
  'inclusiveGateway',
  'parallelGateway',
  'complexGateway',
  'eventBasedGateway',
] as const;
export type NodeKind = (typeof nodeKinds)[number];

export const eventTriggers = [
  'none',
  'message',
  'timer',
  'error',
  'signal',
  'escalation',
  'compensation',
  'link',
  'terminate',
  'cancel',
  'conditional',
  'multiple',
] as const;
export type EventTrigger = (typeof eventTriggers)[number];

export interface ProcessNode {
  readonly id: string;
  readonly kind: NodeKind;
  /** As in the file, without space around it; '' for none. */
  readonly name: string;
  readonly documentation: string;
  readonly line: number;
  readonly processId: string;
  /** The process or sub-process that it stands in. */
  readonly scopeId: string;
  /** The name of its innermost lane. */
  readonly lane: string | null;
  /** Of an event. */
  readonly trigger: EventTrigger;
  /** The name or code of the message, signal, error …; the duration or date of a timer; the name of a link. */
  readonly triggerName: string;
  /** Of a boundary event, and of the start event of an event sub-process. */
  readonly isInterrupting: boolean;
  /** The activity that a boundary event is on; of a compensation event, the one that it compensates. */
  readonly attachedTo: string | null;
  readonly repeats: 'loop' | 'loop_before' | 'parallel' | 'sequential' | null;
  /** A handler: it runs only when something is compensated. */
  readonly isForCompensation: boolean;
  readonly calledElement: string | null;
}

export interface ProcessFlow {
  readonly id: string;
  readonly name: string;
  readonly from: string;
  readonly to: string;
  readonly condition: string;
  readonly isDefault: boolean;
  readonly line: number;
}

export interface ProcessInfo {
  readonly id: string;
  readonly name: string;
  /** The name of the pool, if it has one. */
  readonly pool: string | null;
  readonly isExecutable: boolean;
}

export interface MessageFlow {
  readonly id: string;
  readonly name: string;
  /** Ids of nodes, or of pools without a process. */
  readonly from: string;
  readonly to: string;
}

export const findingKinds = [
  'unsupported',
  'unknown',
  'id_missing',
  'id_double',
  'flow_dangling',
  'flow_across',
  'boundary_dangling',
  'link_dangling',
  'pool_without_process',
  'unreachable',
  'dead_end',
  'endless',
  'deadlock',
  'no_synchronization',
  'unstructured',
  'loop_entered_inside',
  'error_uncaught',
  'compensation_never',
  'complex_condition',
] as const;
export type FindingKind = (typeof findingKinds)[number];

/** Something about a file that somebody should know; nothing of it stops an import. */
export interface Finding {
  readonly kind: FindingKind;
  readonly elementId: string | null;
  /** The type of an element that is not read, else the kind of the node or `sequenceFlow`. */
  readonly type: string;
  readonly name: string;
  /** From 1; null where it is about no line. */
  readonly line: number | null;
}

/** Everything of a file that has to do with how its processes run; plain data, in the order of the file. */
export interface ProcessModel {
  readonly name: string;
  readonly exporter: string;
  readonly processes: readonly ProcessInfo[];
  readonly nodes: readonly ProcessNode[];
  readonly flows: readonly ProcessFlow[];
  /** From a compensation boundary event to its handler. */
  readonly handlers: readonly { readonly from: string; readonly to: string }[];
  /** From a link event to the one that it names by its id; most name each other by the name of the link. */
  readonly links: readonly { readonly from: string; readonly to: string }[];
  readonly messageFlows: readonly MessageFlow[];
  readonly findings: readonly Finding[];
}
