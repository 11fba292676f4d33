import { bpmnFile, bpmnText, flowText } from '@atelier/testkit/bpmn-text.ts';
import { expect, test } from 'vitest';
import { importProcess } from './import-process.ts';
import { generateScenarios } from './suite/generate-scenarios.ts';

// What modelling tools were seen to write, each in a few lines of ours: no file of a tool is kept here.

const namespace = 'http://www.omg.org/spec/BPMN/20100524/MODEL';
const inside = `<startEvent id="s"/><subProcess id="a" name="Look"/>
<boundaryEvent id="b" attachedToRef="a"><messageEventDefinition/></boundaryEvent><endEvent id="e"/>`;
const plain = bpmnFile(`${inside}${flowText('s>a a>e b>e')}`);

const [head = '', tail = ''] = plain.split('<process');
const prefixed = (prefix: string) => plain.replace(/<(\/?)(?=[a-z])/g, `<$1${prefix}:`);

test.each([
  [
    'several prefixes for one namespace',
    plain.replace('xmlns=', `xmlns:bpmn2="${namespace}" xmlns:model="${namespace}" xmlns=`),
  ],
  [
    'the default namespace is of something else',
    prefixed('sem').replace('xmlns=', 'xmlns="urn:tool" xmlns:sem='),
  ],
  [
    'one element takes the default namespace back and brings its own prefix',
    plain
      .replace('<boundaryEvent', `<ns5:boundaryEvent xmlns:ns5="${namespace}" xmlns=""`)
      .replace('</boundaryEvent', '</ns5:boundaryEvent')
      .replace('<messageEvent', '<ns5:messageEvent'),
  ],
  [
    'the diagram takes the default namespace',
    plain.replace(
      '</definitions',
      '<BPMNDiagram xmlns="http://www.omg.org/spec/BPMN/20100524/DI"><BPMNPlane/></BPMNDiagram></definitions',
    ),
  ],
  [
    'an extension takes the default namespace beside nodes',
    plain.replace(
      '</process',
      '<geometry xmlns="urn:tool" id="g"><task id="t"/></geometry></process',
    ),
  ],
  [
    'places and lines of the drawing stand in the nodes without a namespace',
    prefixed('bpmn')
      .replace('xmlns=', 'xmlns:bpmn=')
      .replace('</bpmn:process', '<geometry x="1"/></bpmn:process')
      .replace('</bpmn:sequenceFlow', '<waypoint x="1"/></bpmn:sequenceFlow'),
  ],
  [
    'references are qualified names, whose namespace has a space in it',
    plain
      .replace('attachedToRef="', 'attachedToRef="Process:')
      .replace('xmlns=', 'xmlns:Process="http://A/First Import" xmlns='),
  ],
  [
    'event definitions stand beside the processes',
    plain
      .replace('<messageEventDefinition/>', '<eventDefinitionRef>m</eventDefinitionRef>')
      .replace('</definitions', '<messageEventDefinition id="m"/></definitions'),
  ],
  [
    'a condition is there and empty',
    plain.replace(
      '</sequenceFlow',
      '<conditionExpression language="x"></conditionExpression></sequenceFlow',
    ),
  ],
  [
    'everything is documented, also where nothing reads it',
    plain
      .replace('<process', '<documentation/><process')
      .replace('<startEvent', '<documentation id="d1">Text</documentation><startEvent')
      .replace(
        '<messageEventDefinition/>',
        '<messageEventDefinition><documentation/></messageEventDefinition>',
      )
      .replaceAll('</sequenceFlow', '<documentation id="d"/><extensionElements/></sequenceFlow'),
  ],
  [
    'what pools and lanes are is documented',
    `${head}<collaboration id="c"><documentation/><participant id="x" name="Pool" processRef="p"><documentation/></participant></collaboration><process${tail}`,
  ],
  [
    'notes and their lines stand beside the pools',
    `${head}<collaboration id="c"><participant id="x" name="Pool" processRef="p"/><textAnnotation id="n"><text>Note</text></textAnnotation><association id="l" sourceRef="n" targetRef="a"/></collaboration><process${tail}`,
  ],
])('a process is the same where %s', async (_, xml) => {
  const [model, written] = [await importProcess(plain), await importProcess(xml)];
  const facts = ({ nodes, flows, findings }: typeof model) => ({
    nodes: nodes.map(({ line, triggerName, ...node }) => node),
    flows: flows.map(({ line, ...flow }) => flow),
    findings,
  });
  expect(facts(written)).toEqual(facts(model));
  expect(generateScenarios(written).findings).toEqual([]);
});

test.each([
  ['true', true],
  ['1', true],
  ['True', true],
  ['false', false],
  ['0', false],
  ['False', false],
  // As if it were not said.
  ['', true],
])('a boundary event with cancelActivity="%s"', async (written, isInterrupting) => {
  const model = await importProcess(plain.replace('id="b"', `id="b" cancelActivity="${written}"`));
  expect(model.nodes.find(({ id }) => id === 'b')).toMatchObject({ isInterrupting });
});

test('numbers for yes and no are read wherever there is one of both', async () => {
  const model = await importProcess(
    bpmnText('task t isForCompensation="1"\nsubProcess q triggeredByEvent="1"', ''),
  );
  expect(model.nodes).toMatchObject([{ isForCompensation: true }, { kind: 'eventSubProcess' }]);
});

/** What each scenario goes through, and what is found. */
async function generated(xml: string) {
  const { scenarios, findings } = generateScenarios(await importProcess(xml));
  return {
    paths: scenarios.map(({ path }) =>
      path.flatMap((item) => (item.kind === 'element' ? [item.id] : [])).join(' '),
    ),
    findings: findings.map(({ kind, elementId }) => `${kind} ${elementId}`),
  };
}

test.each([
  ['<target>two</target>', ''],
  ['', '<source>one</source>'],
  ['<target>tns:two</target>', ''],
  ['<target>catch</target>', ''],
])('a link leads to what it names by its id: %s%s', async (target, source) => {
  const xml = bpmnFile(`<startEvent id="s"/>
    <intermediateCatchEvent id="other"><linkEventDefinition name="To the other"/></intermediateCatchEvent>
    <intermediateThrowEvent id="throw"><linkEventDefinition id="one" name="To the other">${target}</linkEventDefinition></intermediateThrowEvent>
    <intermediateCatchEvent id="catch" name="There"><linkEventDefinition id="two">${source}</linkEventDefinition></intermediateCatchEvent>
    <endEvent id="e"/>${flowText('s>throw catch>e')}`);
  expect(await generated(xml)).toEqual({
    paths: ['s throw catch e'],
    findings: ['unreachable other'],
  });
});

test.each([
  ['beside the pools', '', '<association sourceRef="b" targetRef="undo"/>'],
  ['from the handler to the event', '<association sourceRef="undo" targetRef="b"/>', ''],
])('a handler is known by its association %s, and needs no mark', async (_, within, beside) => {
  const xml = bpmnFile(`<startEvent id="s"/><task id="a"/><task id="undo"/>
    <boundaryEvent id="b" attachedToRef="a"><compensateEventDefinition/></boundaryEvent>
    <endEvent id="e"><compensateEventDefinition/></endEvent>${flowText('s>a a>e')}${within}`);
  const pools = `<collaboration><participant processRef="p"/>${beside}</collaboration></definitions`;
  expect(await generated(xml.replace('</definitions', pools))).toEqual({
    paths: ['s a e b undo'],
    findings: [],
  });
});
