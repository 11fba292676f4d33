/** A file with one of each element that is read, and with what tools put beside them. */
export const everythingBpmn = `<?xml version="1.0" encoding="UTF-8"?>
<!-- Made by hand, in the manner of several tools. -->
<bpmn2:definitions xmlns:bpmn2="http://www.omg.org/spec/BPMN/20100524/MODEL"
    xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI"
    xmlns:vendor="http://vendor.example/schema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
    xmlns:tns="urn:order" id="definitions" name="Orders" targetNamespace="urn:order"
    exporter="Drawing &amp; Co" exporterVersion="7.1" vendor:version="3">
  <bpmn2:message id="placed" name="Order placed"/>
  <bpmn2:signal id="stop" name="Stop"/>
  <bpmn2:error id="unpaid" name="Unpaid" errorCode="E1"/>
  <bpmn2:escalation id="late" name="Late" escalationCode="L"/>
  <bpmn2:itemDefinition id="item"/>
  <bpmn2:collaboration id="c">
    <bpmn2:participant id="shop" name="Shop" processRef="tns:order"/>
    <bpmn2:participant id="customer" name="Customer"/>
    <bpmn2:messageFlow id="mf" name="Order" sourceRef="customer" targetRef="start"/>
  </bpmn2:collaboration>
  <bpmn2:process id="order" name="Order" isExecutable="true">
    <bpmn2:extensionElements><vendor:settings a="1"><vendor:task id="start"/></vendor:settings></bpmn2:extensionElements>
    <bpmn2:laneSet id="ls"><bpmn2:lane id="l1" name="Office"><bpmn2:flowNodeRef>check</bpmn2:flowNodeRef>
      <bpmn2:childLaneSet id="cls"><bpmn2:lane id="l2" name="Desk"><bpmn2:flowNodeRef>check</bpmn2:flowNodeRef></bpmn2:lane></bpmn2:childLaneSet>
    </bpmn2:lane></bpmn2:laneSet>
    <bpmn2:startEvent id="start" name="Ordered"><bpmn2:outgoing>f1</bpmn2:outgoing>
      <bpmn2:messageEventDefinition id="med" messageRef="placed"/></bpmn2:startEvent>
    <bpmn2:userTask id="check" name="Check the order" vendor:assignee="x" default="f3">
      <bpmn2:documentation>Is everything there?</bpmn2:documentation>
    </bpmn2:userTask>
    <bpmn2:boundaryEvent id="remind" name="Remind" attachedToRef="check" cancelActivity="false">
      <bpmn2:timerEventDefinition id="ted"><bpmn2:timeDuration xsi:type="bpmn2:tFormalExpression">P1D</bpmn2:timeDuration></bpmn2:timerEventDefinition>
    </bpmn2:boundaryEvent>
    <bpmn2:sendTask id="reminder" name="Send a reminder"/>
    <bpmn2:endEvent id="reminded"/>
    <bpmn2:inclusiveGateway id="extras" name="Extras?"/>
    <bpmn2:manualTask id="wrap" name="Wrap"/><bpmn2:scriptTask id="card" name="Print a card"/>
    <bpmn2:inclusiveGateway id="extrasDone"/>
    <bpmn2:exclusiveGateway id="checked"/><bpmn2:parallelGateway id="both"/><bpmn2:serviceTask id="bill" name="Bill"/>
    <bpmn2:boundaryEvent id="undoBill" attachedToRef="bill"><bpmn2:compensateEventDefinition id="ced"/></bpmn2:boundaryEvent>
    <bpmn2:serviceTask id="refund" name="Refund" isForCompensation="true"/>
    <bpmn2:association id="a1" sourceRef="undoBill" targetRef="refund"/>
    <bpmn2:callActivity id="pack" name="Pack" calledElement="packing"><bpmn2:multiInstanceLoopCharacteristics id="mi" isSequential="true"/></bpmn2:callActivity>
    <bpmn2:parallelGateway id="joined"/>
    <bpmn2:transaction id="pay" name="Pay">
      <bpmn2:startEvent id="payStart"/><bpmn2:businessRuleTask id="rate" name="Rate"/>
      <bpmn2:exclusiveGateway id="ok" name="Paid?"/><bpmn2:endEvent id="paid"/>
      <bpmn2:endEvent id="notPaid"><bpmn2:errorEventDefinition id="eed" errorRef="unpaid"/></bpmn2:endEvent>
      <bpmn2:endEvent id="cancelled"><bpmn2:cancelEventDefinition id="caed"/></bpmn2:endEvent>
      <bpmn2:sequenceFlow id="p1" sourceRef="payStart" targetRef="rate"/><bpmn2:sequenceFlow id="p2" sourceRef="rate" targetRef="ok"/>
      <bpmn2:sequenceFlow id="p3" name="yes" sourceRef="ok" targetRef="paid"/><bpmn2:sequenceFlow id="p4" name="no" sourceRef="ok" targetRef="notPaid"/>
      <bpmn2:sequenceFlow id="p5" name="given up" sourceRef="ok" targetRef="cancelled"/>
    </bpmn2:transaction>
    <bpmn2:boundaryEvent id="onUnpaid" attachedToRef="pay"><bpmn2:errorEventDefinition id="beed" errorRef="unpaid"/></bpmn2:boundaryEvent>
    <bpmn2:boundaryEvent id="onCancel" attachedToRef="pay"><bpmn2:cancelEventDefinition id="bced"/></bpmn2:boundaryEvent>
    <bpmn2:intermediateThrowEvent id="undo"><bpmn2:compensateEventDefinition id="tced"/></bpmn2:intermediateThrowEvent>
    <bpmn2:endEvent id="undone"><bpmn2:terminateEventDefinition id="ted2"/></bpmn2:endEvent>
    <bpmn2:eventBasedGateway id="wait"/>
    <bpmn2:intermediateCatchEvent id="arrived"><bpmn2:messageEventDefinition id="med2"/></bpmn2:intermediateCatchEvent>
    <bpmn2:receiveTask id="returned" name="Returned" messageRef="placed"/>
    <bpmn2:intermediateCatchEvent id="waited"><bpmn2:timerEventDefinition id="ted3"/></bpmn2:intermediateCatchEvent>
    <bpmn2:intermediateThrowEvent id="goOn"><bpmn2:linkEventDefinition id="led" name="Archive"/></bpmn2:intermediateThrowEvent>
    <bpmn2:intermediateCatchEvent id="goOnHere"><bpmn2:linkEventDefinition id="led2" name="Archive"/></bpmn2:intermediateCatchEvent>
    <bpmn2:adHocSubProcess id="archive" name="Archive"><bpmn2:task id="scan"/><bpmn2:task id="file"><bpmn2:standardLoopCharacteristics id="sl"/></bpmn2:task></bpmn2:adHocSubProcess>
    <bpmn2:complexGateway id="complex"/><bpmn2:complexGateway id="complexEnd"/>
    <bpmn2:endEvent id="end"><bpmn2:signalEventDefinition id="sed" signalRef="stop"/></bpmn2:endEvent>
    <bpmn2:subProcess id="onStop" name="On stop" triggeredByEvent="true">
      <bpmn2:startEvent id="stopStart" isInterrupting="true"><bpmn2:signalEventDefinition id="sed2" signalRef="stop"/></bpmn2:startEvent>
      <bpmn2:endEvent id="stopEnd"><bpmn2:escalationEventDefinition id="esced" escalationRef="late"/></bpmn2:endEvent>
      <bpmn2:sequenceFlow id="s1" sourceRef="stopStart" targetRef="stopEnd"/>
    </bpmn2:subProcess>
    <bpmn2:sequenceFlow id="f1" sourceRef="start" targetRef="check"/>
    <bpmn2:sequenceFlow id="f2" sourceRef="check" targetRef="extras"><bpmn2:conditionExpression id="ce" xsi:type="bpmn2:tFormalExpression"><![CDATA[total < 100 && open]]></bpmn2:conditionExpression></bpmn2:sequenceFlow>
    <bpmn2:sequenceFlow id="f3" sourceRef="check" targetRef="checked"/><bpmn2:sequenceFlow id="f0" sourceRef="checked" targetRef="both"/>
    <bpmn2:sequenceFlow id="f4" sourceRef="remind" targetRef="reminder"/><bpmn2:sequenceFlow id="f5" sourceRef="reminder" targetRef="reminded"/>
    <bpmn2:sequenceFlow id="f6" sourceRef="extras" targetRef="wrap"/><bpmn2:sequenceFlow id="f7" sourceRef="extras" targetRef="card"/>
    <bpmn2:sequenceFlow id="f8" sourceRef="wrap" targetRef="extrasDone"/><bpmn2:sequenceFlow id="f9" sourceRef="card" targetRef="extrasDone"/>
    <bpmn2:sequenceFlow id="f10" sourceRef="extrasDone" targetRef="checked"/>
    <bpmn2:sequenceFlow id="f11" sourceRef="both" targetRef="bill"/><bpmn2:sequenceFlow id="f12" sourceRef="both" targetRef="pack"/>
    <bpmn2:sequenceFlow id="f13" sourceRef="bill" targetRef="joined"/><bpmn2:sequenceFlow id="f14" sourceRef="pack" targetRef="joined"/>
    <bpmn2:sequenceFlow id="f15" sourceRef="joined" targetRef="pay"/><bpmn2:sequenceFlow id="f16" sourceRef="pay" targetRef="wait"/>
    <bpmn2:sequenceFlow id="f17" sourceRef="onUnpaid" targetRef="undo"/><bpmn2:sequenceFlow id="f18" sourceRef="onCancel" targetRef="undo"/>
    <bpmn2:sequenceFlow id="f19" sourceRef="undo" targetRef="undone"/>
    <bpmn2:sequenceFlow id="f20" sourceRef="wait" targetRef="arrived"/><bpmn2:sequenceFlow id="f21" sourceRef="wait" targetRef="returned"/>
    <bpmn2:sequenceFlow id="f22" sourceRef="wait" targetRef="waited"/><bpmn2:sequenceFlow id="f23" sourceRef="arrived" targetRef="goOn"/>
    <bpmn2:sequenceFlow id="f24" sourceRef="returned" targetRef="goOn"/><bpmn2:sequenceFlow id="f25" sourceRef="waited" targetRef="check"/>
    <bpmn2:sequenceFlow id="f26" sourceRef="goOnHere" targetRef="archive"/><bpmn2:sequenceFlow id="f27" sourceRef="archive" targetRef="complex"/>
    <bpmn2:sequenceFlow id="f28" sourceRef="complex" targetRef="complexEnd"/><bpmn2:sequenceFlow id="f29" sourceRef="complexEnd" targetRef="end"/>
    <bpmn2:textAnnotation id="note"><bpmn2:text>Nothing of this is read</bpmn2:text></bpmn2:textAnnotation>
    <bpmn2:association id="a2" sourceRef="note" targetRef="check"/>
  </bpmn2:process>
  <bpmndi:BPMNDiagram id="diagram"><bpmndi:BPMNPlane id="plane" bpmnElement="c"/></bpmndi:BPMNDiagram>
</bpmn2:definitions>
`;
