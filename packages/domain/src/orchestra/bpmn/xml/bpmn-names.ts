const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

const scopes = 'process subProcess adHocSubProcess transaction';
const activities = `task userTask manualTask serviceTask sendTask receiveTask scriptTask businessRuleTask callActivity
  subProcess adHocSubProcess transaction`;
const events = `startEvent endEvent intermediateCatchEvent intermediateThrowEvent boundaryEvent
  implicitThrowEvent`;
const gateways =
  'exclusiveGateway inclusiveGateway parallelGateway complexGateway eventBasedGateway';
const definitions = `messageEventDefinition timerEventDefinition errorEventDefinition
  signalEventDefinition escalationEventDefinition compensateEventDefinition linkEventDefinition
  terminateEventDefinition cancelEventDefinition conditionalEventDefinition`;

/**
 * Elements that say something of how a process runs, and where they may stand; everything else is left out before it
 * is read.
 */
const places: readonly (readonly [elements: string, within: string])[] = [
  ['process collaboration message signal error escalation', 'definitions'],
  [definitions, `definitions ${events}`],
  ['participant messageFlow', 'collaboration'],
  ['laneSet', scopes],
  ['childLaneSet', 'lane'],
  ['lane', 'laneSet childLaneSet'],
  ['flowNodeRef', 'lane'],
  [`${activities} ${events} ${gateways} sequenceFlow`, scopes],
  // Tools that draw pools put what stands in no one of them, handlers too, beside the pools.
  ['association', `${scopes} collaboration`],
  ['conditionExpression', 'sequenceFlow'],
  ['documentation', `${activities} ${events} ${gateways}`],
  ['eventDefinitionRef', events],
  ['timeDate timeDuration timeCycle', 'timerEventDefinition'],
  ['source target', 'linkEventDefinition'],
  ['condition', 'conditionalEventDefinition'],
  ['standardLoopCharacteristics multiInstanceLoopCharacteristics', activities],
];

const within = new Map<string, ReadonlySet<string>>(
  places.flatMap(([elements, parents]) =>
    [...words(elements)].map((element) => [element, words(parents)] as const),
  ),
);

export function isReadWithin(element: string, parent: string): boolean {
  return within.get(element)?.has(parent) === true;
}

/** Of those, the ones whose text is read, up to this many characters of it. */
export const textElements = words(
  'documentation conditionExpression condition timeDate timeDuration timeCycle',
);
export const maxText = 2_000;

/** Of those, the ones whose text is an id. */
export const referenceElements = words('flowNodeRef eventDefinitionRef source target');

export const readAttributes = words(`
  name calledElement eventGatewayType errorCode escalationCode exporter exporterVersion`);

export const booleanAttributes = words(`
  isExecutable cancelActivity isInterrupting triggeredByEvent isForCompensation testBefore isSequential`);

export const referenceAttributes = words(`
  default sourceRef targetRef attachedToRef processRef messageRef signalRef errorRef escalationRef
  activityRef`);

/** Elements of BPMN that say something of how things run, and are not read. */
export const unsupportedElements = words(`
  choreography choreographyTask callChoreography subChoreography globalChoreographyTask
  conversation subConversation callConversation globalConversation
  globalTask globalUserTask globalManualTask globalScriptTask globalBusinessRuleTask`);

/** Elements of BPMN that add nothing to the ways through a process: data, artifacts, people, services, the diagram. */
export const silentElements = words(`
  documentation extensionElements extension extensionDefinition BPMNDiagram import relationship
  incoming outgoing ioSpecification dataInput dataOutput inputSet outputSet dataInputAssociation
  dataOutputAssociation dataInputRefs dataOutputRefs dataObject dataObjectReference dataStore dataStoreReference
  dataState property itemDefinition interface operation endPoint inputDataItem outputDataItem
  textAnnotation text group category categoryValue categoryValueRef auditing monitoring
  resource resourceRole performer humanPerformer potentialOwner rendering script
  correlationProperty correlationKey correlationSubscription partnerEntity partnerRole
  participantMultiplicity participantAssociation interfaceRef endPointRef supportedInterfaceRef
  conversationLink conversationAssociation messageFlowAssociation loopCondition loopCardinality
  completionCondition loopDataInputRef loopDataOutputRef complexBehaviorDefinition activationCondition
  ioBinding signal eventDefinition supports partitionElement choreographyRef source target operationRef`);
