const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

/** Elements that say something of how a process runs; everything else is left out before it is read. */
export const readElements = words(`
  definitions process collaboration participant messageFlow laneSet childLaneSet lane flowNodeRef
  task userTask manualTask serviceTask sendTask receiveTask scriptTask businessRuleTask callActivity
  subProcess adHocSubProcess transaction
  startEvent endEvent intermediateCatchEvent intermediateThrowEvent boundaryEvent implicitThrowEvent
  exclusiveGateway inclusiveGateway parallelGateway complexGateway eventBasedGateway
  sequenceFlow conditionExpression association documentation
  messageEventDefinition timerEventDefinition errorEventDefinition signalEventDefinition
  escalationEventDefinition compensateEventDefinition linkEventDefinition terminateEventDefinition
  cancelEventDefinition conditionalEventDefinition eventDefinitionRef
  timeDate timeDuration timeCycle condition message signal error escalation
  standardLoopCharacteristics multiInstanceLoopCharacteristics`);

/** Of those, the ones whose text is read, up to this many characters of it. */
export const textElements = words(
  'documentation conditionExpression condition timeDate timeDuration timeCycle',
);
export const maxText = 2_000;

/** Of those, the ones whose text is an id. */
export const referenceElements = words('flowNodeRef eventDefinitionRef');

export const readAttributes = words(`
  name isExecutable cancelActivity isInterrupting triggeredByEvent isForCompensation calledElement
  eventGatewayType errorCode escalationCode testBefore isSequential exporter exporterVersion`);

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
  extensionElements extension extensionDefinition BPMNDiagram import relationship
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
