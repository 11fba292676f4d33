import { bpmnFile, bpmnText, flowText } from '@atelier/testkit/bpmn-text.ts';
import { expect, test } from 'vitest';
import type { CriterionInput } from '../cover/criterion.ts';
import { importProcess } from '../import-process.ts';
import { generateScenarios } from './generate-scenarios.ts';

/** The elements that each scenario goes through, barriers as `|`. */
async function paths(xml: string, criterion: CriterionInput = { rounds: 0 }) {
  const suite = generateScenarios(await importProcess(xml), criterion);
  return suite.scenarios
    .map(({ path }) =>
      path
        .flatMap((item) => {
          if (item.kind === 'way') return [];
          return item.kind === 'barrier'
            ? [item.parties > 1 ? `|${item.parties}` : '|']
            : [item.id];
        })
        .join(' '),
    )
    .sort();
}

async function findings(xml: string) {
  const suite = generateScenarios(await importProcess(xml));
  return suite.findings.map(({ kind, elementId }) => `${kind} ${elementId}`);
}

const diamond = (gateway: string) =>
  bpmnText(
    `startEvent s\n${gateway} x\ntask a\ntask b\n${gateway} y\nendEvent e`,
    's>x x>a x>b a>y b>y y>e',
  );

test('an exclusive gateway takes a scenario for each way', async () => {
  expect(await paths(diamond('exclusiveGateway'))).toEqual(['s x a y e', 's x b y e']);
});

test('branches that run together are steps up to a barrier, or scenarios that meet', async () => {
  const xml = diamond('parallelGateway');
  expect(await paths(xml)).toEqual(['s x a b | y e']);
  expect(await paths(xml, { parallel: 'scenarios' })).toEqual(['s x |2 a |2 y e', '|2 b |2']);
});

test('an inclusive gateway takes its ways together, its default by itself', async () => {
  expect(await paths(diamond('inclusiveGateway'))).toEqual(['s x a b | y e']);
  const xml = diamond('inclusiveGateway').replace('id="x"', 'id="x" default="x_b"');
  expect(await paths(xml)).toEqual(['s x a y e', 's x b y e']);
  expect(await paths(diamond('complexGateway'))).toEqual(['s x a b | y e']);
});

test('an event-based gateway takes a scenario for each event', async () => {
  const xml = bpmnText(
    `startEvent s\neventBasedGateway x\nintermediateCatchEvent m +message\nintermediateCatchEvent t +timer\nendEvent e`,
    's>x x>m x>t m>e t>e',
  );
  expect(await paths(xml)).toEqual(['s x m e', 's x t e']);
});

test('a boundary event that interrupts is a decision, another one runs beside', async () => {
  const timer = (more: string) =>
    bpmnText(
      `startEvent s\nuserTask a\nboundaryEvent t attachedToRef="a" ${more} +timer\ntask late\nendEvent e\nendEvent f`,
      's>a a>e t>late late>f',
    );
  expect(await paths(timer(''))).toEqual(['s a e', 's a t late f']);
  expect(await paths(timer('cancelActivity="false"'))).toEqual(['s t late f a e']);
});

test('flows out of a task run together, or by their conditions', async () => {
  const nodes = 'startEvent s\ntask a\ntask b\ntask c\nendEvent e\nendEvent f';
  expect(await paths(bpmnText(nodes, 's>a a>b a>c b>e c>f'))).toEqual(['s a b e c f']);
  const byCondition = bpmnText(nodes, 's>a a>b:x a>c b>e c>f').replace(
    'task id="a"',
    'task id="a" default="a_c"',
  );
  expect(await paths(byCondition)).toEqual(['s a b e', 's a c f']);
});

test('a loop is gone round not at all, once, and as often as was asked for', async () => {
  const xml = bpmnText(
    'startEvent s\nexclusiveGateway h\ntask a\nexclusiveGateway x\nendEvent e',
    's>h h>a a>x x>h x>e',
  );
  expect(await paths(xml, { rounds: 0 })).toEqual(['s h a x h a x e']);
  expect(await paths(xml, { rounds: 1 })).toEqual(['s h a x e', 's h a x h a x e']);
  const three = await paths(xml, { rounds: 3 });
  expect(three).toEqual(['s h a x e', 's h a x h a x e', 's h a x h a x h a x h a x e']);
});

test('instances for each of a list are none, one and several', async () => {
  const marked = (marker: string) =>
    bpmnFile(
      `<startEvent id="s"/><task id="a"><${marker}/></task><endEvent id="e"/>${flowText('s>a a>e')}`,
    );
  const many = marked('multiInstanceLoopCharacteristics');
  expect(await paths(many, { rounds: 3 })).toEqual(['s a a a e', 's a e', 's e']);
  expect(await paths(marked('standardLoopCharacteristics'), { rounds: 2 })).toEqual([
    's a a e',
    's a e',
  ]);
});

const sub = (kind: string, inside: string, more = '', flows = '') =>
  bpmnFile(
    `<startEvent id="s"/><${kind} id="p1">${inside}</${kind}>${more}<endEvent id="e"/>${flowText(`s>p1 p1>e ${flows}`)}`,
  );

test('sub-processes are gone through, whatever they have in them', async () => {
  const inside = `<startEvent id="i"/><task id="a"/><endEvent id="o"/>${flowText('i>a a>o')}`;
  expect(await paths(sub('subProcess', inside))).toEqual(['s p1 i a o e']);
  expect(await paths(sub('transaction', inside))).toEqual(['s p1 i a o e']);
  expect(await paths(sub('subProcess', ''))).toEqual(['s p1 e']);
  const adHoc = sub('adHocSubProcess', '<task id="a"/><task id="b"/>');
  expect(await paths(adHoc)).toEqual(['s p1 a b | e']);
});

test('an error that is thrown inside is caught where it is waited for', async () => {
  const inside = `<startEvent id="i"/><exclusiveGateway id="x"/><endEvent id="ok"/>
    <endEvent id="bad"><errorEventDefinition/></endEvent>${flowText('i>x x>ok x>bad')}`;
  const caught =
    '<boundaryEvent id="b" attachedToRef="p1"><errorEventDefinition/></boundaryEvent><task id="t"/>';
  expect(await paths(sub('subProcess', inside, caught, 'b>t t>e'))).toEqual([
    's p1 i x bad b t e',
    's p1 i x ok e',
  ]);
  expect(await findings(sub('subProcess', inside))).toEqual(['error_uncaught bad']);
  const escalation = caught.replaceAll('error', 'escalation');
  const both = await paths(sub('subProcess', '', escalation, 'b>t t>e'));
  expect(both).toEqual(['s p1 b t e', 's p1 e']);
});

test('event sub-processes interrupt their scope, or run beside it', async () => {
  const onSignal = (interrupting: boolean) =>
    bpmnFile(`<startEvent id="s"/><task id="a"/><endEvent id="e"/>${flowText('s>a a>e')}
      <subProcess id="p1" triggeredByEvent="true"><startEvent id="i" isInterrupting="${interrupting}"><signalEventDefinition/></startEvent>
      <endEvent id="o"/>${flowText('i>o')}</subProcess>`);
  expect(await paths(onSignal(true))).toEqual(['s a e', 's p1 i o']);
  expect(await paths(onSignal(false))).toEqual(['s a e p1 i o']);
});

test('links lead on, and compensation runs its handlers', async () => {
  const link =
    bpmnFile(`<startEvent id="s"/><intermediateThrowEvent id="t"><linkEventDefinition name="L"/></intermediateThrowEvent>
    <intermediateCatchEvent id="c"><linkEventDefinition name="L"/></intermediateCatchEvent><endEvent id="e"/>${flowText('s>t c>e')}`);
  expect(await paths(link)).toEqual(['s t c e']);
  expect(await findings(link.replace('name="L"', 'name="M"'))).toEqual([
    'link_dangling t',
    'unreachable c',
    'unreachable e',
  ]);
  const undo = (throws: string) =>
    bpmnFile(`<startEvent id="s"/><task id="a"/><boundaryEvent id="b" attachedToRef="a"><compensateEventDefinition/></boundaryEvent>
      <task id="h" isForCompensation="true"/><association sourceRef="b" targetRef="h"/>
      <intermediateThrowEvent id="t">${throws}</intermediateThrowEvent><endEvent id="e"/>${flowText('s>a a>t t>e')}`);
  expect(await paths(undo('<compensateEventDefinition/>'))).toEqual(['s a t b h e']);
  expect(await findings(undo(''))).toEqual(['compensation_never b']);
});

test('several start events, several processes and processes without a start are all covered', async () => {
  const starts = bpmnText('startEvent s\nstartEvent t +message\ntask a\nendEvent e', 's>a t>a a>e');
  expect(await paths(starts)).toEqual(['s a e', 't a e']);
  expect(await paths(bpmnText('task a\ntask b', 'a>b'))).toEqual(['a b']);
  const two = bpmnText('startEvent s\nendEvent e', 's>e').replace(
    '</definitions>',
    '<process id="q"><task id="z"/></process></definitions>',
  );
  expect(await paths(two)).toEqual(['s e', 'z']);
});

test('what cannot be come to, leads nowhere or waits for ever is told', async () => {
  expect(await findings(bpmnText('startEvent s\ntask a\ntask b\nendEvent e', 's>e a>b'))).toEqual([
    'unreachable a',
    'unreachable b',
  ]);
  const endless = bpmnText(
    'startEvent s\nexclusiveGateway x\ntask a\ntask b\nendEvent e',
    's>x x>e x>a a>b b>a',
  );
  expect(await findings(endless)).toEqual(['endless a', 'endless b']);
  expect(
    await findings(bpmnText('startEvent s\nexclusiveGateway x\nendEvent e', 's>x s>e')),
  ).toEqual(['dead_end x']);
  const split = 'startEvent s\nexclusiveGateway x\ntask a\ntask b\nparallelGateway y\nendEvent e';
  expect(await findings(bpmnText(split, 's>x x>a x>b a>y b>y y>e'))).toEqual(['deadlock y']);
  const merged = split
    .replace('exclusiveGateway x', 'parallelGateway x')
    .replace('parallelGateway y', 'exclusiveGateway y');
  expect(await findings(bpmnText(merged, 's>x x>a x>b a>y b>y y>e'))).toEqual([
    'no_synchronization y',
  ]);
});

test('branches without structure are scenarios that meet where they join', async () => {
  const xml = bpmnText(
    `startEvent s\nparallelGateway x\ntask a\ntask b\nexclusiveGateway o\nparallelGateway y\nendEvent e\nendEvent f`,
    's>x x>a x>b a>o o>y o>f b>y y>e',
  );
  const suite = generateScenarios(await importProcess(xml));
  expect(suite.findings.map(({ kind }) => kind)).toEqual(['unstructured']);
  expect(await paths(xml)).toEqual(['s x a o f', 's x a o |2 y e', 's x b |2 y e']);
  expect(suite.bound).toBeLessThanOrEqual(suite.scenarios.length);
});

test('a loop that is entered in its middle is covered too', async () => {
  const xml = bpmnText(
    'startEvent s\nexclusiveGateway x\nexclusiveGateway a\nexclusiveGateway b\nendEvent e',
    's>x x>a x>b a>b b>a b>e',
  );
  const all = (await paths(xml)).join(' ');
  expect(all).toContain('b a');
  expect(all).toContain('a b');
});

test('two versions of the same suite cannot be told apart: keys follow from paths', async () => {
  const keys = async (xml: string) =>
    generateScenarios(await importProcess(xml)).scenarios.map(({ key }) => key);
  const xml = diamond('exclusiveGateway');
  expect(await keys(xml)).toEqual(await keys(xml.replace('name="a"', 'name="renamed"')));
  expect(new Set(await keys(xml)).size).toBe(2);
});
