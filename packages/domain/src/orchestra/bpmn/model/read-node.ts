/// <reference path="../bpmn-moddle.d.ts" />
import type { ModdleElement } from 'bpmn-moddle';
import type { ElementIds } from '../xml/element-ids.ts';
import { flagOf, manyOf, oneOf, textOf, typeOf } from './moddle-element.ts';
import { type EventTrigger, type NodeKind, nodeKinds, type ProcessNode } from './process-model.ts';

export interface Surroundings {
  readonly processId: string;
  readonly scopeId: string;
  readonly lanes: ReadonlyMap<ModdleElement, string>;
}

const kinds: ReadonlySet<string> = new Set(nodeKinds);
const scopes: ReadonlySet<NodeKind> = new Set([
  'subProcess',
  'eventSubProcess',
  'adHocSubProcess',
  'transaction',
]);

/** Whether other nodes stand in it. */
export function isScope(kind: NodeKind): boolean {
  return scopes.has(kind);
}

function isNodeKind(type: string): type is NodeKind {
  return kinds.has(type);
}

export function nodeKindOf(element: ModdleElement): NodeKind | undefined {
  const type = typeOf(element);
  if (!isNodeKind(type)) return undefined;
  return isScope(type) && flagOf(element, 'triggeredByEvent') ? 'eventSubProcess' : type;
}

const triggers: Readonly<Record<string, EventTrigger>> = {
  messageEventDefinition: 'message',
  timerEventDefinition: 'timer',
  errorEventDefinition: 'error',
  signalEventDefinition: 'signal',
  escalationEventDefinition: 'escalation',
  compensateEventDefinition: 'compensation',
  linkEventDefinition: 'link',
  terminateEventDefinition: 'terminate',
  cancelEventDefinition: 'cancel',
  conditionalEventDefinition: 'conditional',
};

/** A node as the model has it; undefined for what is none. */
export function readNode(
  element: ModdleElement,
  { processId, scopeId, lanes }: Surroundings,
  ids: ElementIds,
): ProcessNode | undefined {
  const kind = nodeKindOf(element);
  if (kind === undefined) return undefined;
  const known = ids.element(textOf(element, 'id'));
  const idOf = (other: ModdleElement | undefined) =>
    other ? (ids.element(textOf(other, 'id'))?.id ?? null) : null;
  const definitions = kind.endsWith('Event')
    ? [...manyOf(element, 'eventDefinitions'), ...manyOf(element, 'eventDefinitionRef')]
    : [];
  const [definition] = definitions;
  const trigger =
    definitions.length > 1 ? 'multiple' : (definition && triggers[typeOf(definition)]) || 'none';
  const attached =
    kind === 'boundaryEvent'
      ? oneOf(element, 'attachedToRef')
      : definition && trigger === 'compensation'
        ? oneOf(definition, 'activityRef')
        : undefined;
  return {
    id: known?.id ?? '',
    kind,
    name: textOf(element, 'name'),
    documentation: manyOf(element, 'documentation')
      .map((each) => textOf(each, 'text'))
      .join('\n'),
    line: known?.line ?? 0,
    processId,
    scopeId,
    lane: lanes.get(element) ?? null,
    trigger,
    triggerName: definition ? triggerName(definition) : messageName(element),
    isInterrupting: flagOf(element, kind === 'boundaryEvent' ? 'cancelActivity' : 'isInterrupting'),
    attachedTo: idOf(attached),
    repeats: repeatsOf(element),
    isForCompensation: element.get('isForCompensation') === true,
    calledElement: kind === 'callActivity' ? textOf(element, 'calledElement') || null : null,
  };
}

/** A send or receive task names its message itself. */
function messageName(element: ModdleElement): string {
  const message = oneOf(element, 'messageRef');
  return message ? textOf(message, 'name') : '';
}

function triggerName(definition: ModdleElement): string {
  for (const reference of ['messageRef', 'signalRef', 'errorRef', 'escalationRef']) {
    const named = oneOf(definition, reference);
    if (!named) continue;
    return textOf(named, 'name') || textOf(named, 'errorCode') || textOf(named, 'escalationCode');
  }
  for (const expression of ['timeDuration', 'timeDate', 'timeCycle', 'condition']) {
    const said = oneOf(definition, expression);
    if (said) return textOf(said, 'body');
  }
  return textOf(definition, 'name');
}

function repeatsOf(element: ModdleElement): ProcessNode['repeats'] {
  const characteristics = oneOf(element, 'loopCharacteristics');
  if (!characteristics) return null;
  if (typeOf(characteristics) === 'standardLoopCharacteristics') {
    return flagOf(characteristics, 'testBefore') ? 'loop_before' : 'loop';
  }
  return flagOf(characteristics, 'isSequential') ? 'sequential' : 'parallel';
}
