import { everythingBpmn } from '@atelier/testkit/bpmn-everything.ts';
import { bpmnFile, bpmnText } from '@atelier/testkit/bpmn-text.ts';
import { expect, test } from 'vitest';
import { importProcess } from './import-process.ts';
import { xmlLimits } from './xml/limits.ts';

const plain = bpmnText('startEvent s\ntask a\nendEvent e', 's>a a>e');

/** The bytes of a text in UTF-8. */
const bytesOf = (text: string) => Uint8Array.from(unescape(encodeURIComponent(text)), byteOf);
const byteOf = (character: string) => character.charCodeAt(0);
const utf16 = (text: string, isLittle: boolean) =>
  Uint8Array.from(
    [...text].flatMap((character) => {
      const unit = character.charCodeAt(0);
      return isLittle ? [unit & 255, unit >> 8] : [unit >> 8, unit & 255];
    }),
  );

async function refusal(source: string | Uint8Array): Promise<unknown> {
  return importProcess(source).then(
    () => 'read',
    ({ code, params }) => ({ code, ...params }),
  );
}

test('every kind of element is read', async () => {
  const model = await importProcess(everythingBpmn);
  expect(model.findings).toEqual([
    {
      kind: 'pool_without_process',
      elementId: 'customer',
      type: 'participant',
      name: 'Customer',
      line: 15,
    },
  ]);
  expect(model).toMatchObject({ name: 'Orders', exporter: 'Drawing & Co 7.1' });
  expect(model.processes).toEqual([
    { id: 'order', name: 'Order', pool: 'Shop', isExecutable: true },
  ]);
  expect(model.messageFlows).toEqual([{ id: 'mf', name: 'Order', from: 'customer', to: 'start' }]);
  expect(model.handlers).toEqual([{ from: 'undoBill', to: 'refund' }]);
  const node = new Map(model.nodes.map((each) => [each.id, each]));
  expect(node.get('check')).toMatchObject({
    kind: 'userTask',
    lane: 'Desk',
    documentation: 'Is everything there?',
  });
  expect(node.get('start')).toMatchObject({ trigger: 'message', triggerName: 'Order placed' });
  expect(node.get('remind')).toMatchObject({
    trigger: 'timer',
    triggerName: 'P1D',
    isInterrupting: false,
    attachedTo: 'check',
  });
  expect(node.get('onUnpaid')).toMatchObject({
    trigger: 'error',
    triggerName: 'Unpaid',
    isInterrupting: true,
  });
  expect(node.get('pack')).toMatchObject({ repeats: 'sequential', calledElement: 'packing' });
  expect(node.get('file')).toMatchObject({ repeats: 'loop', scopeId: 'archive' });
  expect(node.get('onStop')?.kind).toBe('eventSubProcess');
  expect(node.get('goOn')).toMatchObject({ trigger: 'link', triggerName: 'Archive' });
  expect(node.get('refund')?.isForCompensation).toBe(true);
  expect(node.get('stopEnd')).toMatchObject({ trigger: 'escalation', scopeId: 'onStop' });
  const flow = new Map(model.flows.map((each) => [each.id, each]));
  expect(flow.get('f2')?.condition).toBe('total < 100 && open');
  expect(flow.get('f3')?.isDefault).toBe(true);
  expect(model.flows).toHaveLength(36);
});

test('a file is the same in every way to write it', async () => {
  const model = await importProcess(plain);
  const inUtf16 = plain.replace('UTF-8', 'UTF-16');
  const ways = [
    bytesOf(plain),
    bytesOf(`\uFEFF${plain}`),
    utf16(`\uFEFF${inUtf16}`, true),
    utf16(`\uFEFF${inUtf16}`, false),
    utf16(inUtf16, true),
    utf16(inUtf16, false),
    plain.replace(
      'http://www.omg.org/spec/BPMN/20100524/MODEL',
      'http://schema.omg.org/spec/BPMN/2.0',
    ),
    plain.replaceAll('\n', '\r\n'),
    plain.replaceAll('\n', '\r'),
    plain.replaceAll('"', "'"),
    bpmnText('startEvent s\ntask a\nendEvent e', 's>a a>e', 'model'),
    plain.replace('<process', '<!-- a > b --><process').replace('?>', '?><?tool <process>?>'),
    plain
      .replace('xmlns=', 'xmlns:semantic="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns=')
      .replace('<task', '<semantic:task')
      .replace('</task', '</semantic:task'),
  ];
  for (const way of ways) expect(await importProcess(way)).toEqual(model);
});

test('letters of older encodings are read', async () => {
  const named = (encoding: string, name: readonly number[]) => {
    const [before = '', after = ''] = plain.replace('UTF-8', encoding).split('name="a"');
    return Uint8Array.from([...bytesOf(`${before}name="`), ...name, ...bytesOf(`"${after}`)]);
  };
  const nameIn = async (encoding: string, bytes: number[]) =>
    (await importProcess(named(encoding, bytes))).nodes.find(({ id }) => id === 'a')?.name;
  expect(await nameIn('windows-1251', [0xd8, 0xe0, 0xe3, 0xb8])).toBe('Шагё');
  expect(await nameIn('ISO-8859-1', [0xfc, 0xe9])).toBe('üé');
  expect(await nameIn('windows-1252', [0x80, 0xfc])).toBe('€ü');
  expect(await nameIn('UTF-8', [0xf0, 0x9f, 0x98, 0x80])).toBe('😀');
  expect(await refusal(named('UTF-8', [0xff]))).toMatchObject({ code: 'ERR_PROCESS_ENCODING' });
  expect(await refusal(named('UTF-8', [0xc0, 0xaf]))).toMatchObject({
    code: 'ERR_PROCESS_ENCODING',
  });
  expect(await refusal(named('EBCDIC-1', [0x41]))).toEqual({
    code: 'ERR_PROCESS_ENCODING',
    encoding: 'ebcdic-1',
  });
});

test.each([
  [plain.replace('</process>', '</proces>'), 'mismatch', 9],
  [plain.replace('</definitions>', ''), 'unclosed', 10],
  [plain.replace('id="s"', 'id=s'), 'attribute', 4],
  [plain.replace('id="s"', 'id="s" id="t"'), 'attribute', 4],
  [plain.replace('name="a"', 'name="&nbsp;"'), 'entity', 5],
  [plain.replace('name="a"', 'name="a & b"'), 'entity', 5],
  [`${plain}<more/>`, 'outside', 10],
  [`${plain}more`, 'outside', 10],
  ['', 'nothing', 1],
  ['{"not": "xml"}', 'outside', 1],
  [plain.replace('name="a"', 'name="\u0000"'), 'character', 5],
  [plain.replace('name="a"', 'name="\ud800"'), 'character', 5],
  [plain.replace('<task', '<!-- <task'), 'comment', 5],
])('XML that is broken is refused with its line: %#', async (xml, fault, line) => {
  expect(await refusal(xml)).toMatchObject({ code: 'ERR_PROCESS_XML', fault, line });
});

test('a prefix that the reader does not take is a fault with its line', async () => {
  const xml = bpmnText('startEvent s', 's>s', 'модель');
  expect(await refusal(xml)).toMatchObject({
    code: 'ERR_PROCESS_XML',
    fault: 'namespace',
    line: 2,
  });
});

test('entities are never expanded', async () => {
  const bomb = `<?xml version="1.0"?>
<!DOCTYPE lol [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>
${plain.slice(plain.indexOf('<definitions'))}`;
  expect(await refusal(bomb)).toEqual({ code: 'ERR_PROCESS_ENTITIES', line: 2 });
});

test('what is too much of anything is refused before it is read', async () => {
  const deep = '<task>'.repeat(200);
  expect(await refusal(bpmnFile(deep))).toMatchObject({ code: 'ERR_PROCESS_TOO_DEEP', line: 4 });
  expect(await refusal(bpmnFile('<task/>'.repeat(30_000)))).toEqual({
    code: 'ERR_PROCESS_TOO_LARGE',
    of: 'process_elements',
    limit: xmlLimits.processElements,
  });
  expect(await refusal(bpmnFile('<dataObject/>'.repeat(250_001)))).toMatchObject({
    of: 'elements',
  });
  expect(await refusal(' '.repeat(xmlLimits.characters + 1))).toMatchObject({ of: 'characters' });
});

test('what is not BPMN is told so', async () => {
  const html = '<html><body/></html>';
  expect(await refusal(html)).toEqual({ code: 'ERR_PROCESS_NOT_BPMN', root: 'html', line: 1 });
  const dmn = '<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/"/>';
  expect(await refusal(dmn)).toMatchObject({ code: 'ERR_PROCESS_NOT_BPMN' });
  expect(await refusal(bpmnFile(''))).toEqual({ code: 'ERR_PROCESS_EMPTY' });
});

test('ids that are missing, double or not of XML lose nothing', async () => {
  const model = await importProcess(
    bpmnFile(`<startEvent id="начало"/><task id="1 a"/><task id="1 a" name="other"/><task name="none"/>
      <sequenceFlow id="f" sourceRef="начало" targetRef="1 a"/>
      <sequenceFlow sourceRef="1 a" targetRef="nobody"/>`),
  );
  expect(model.nodes.map(({ id }) => id)).toEqual(['начало', '1 a', '1 a~1', 'task~1']);
  expect(model.flows).toMatchObject([{ id: 'f', from: 'начало', to: '1 a' }]);
  expect(model.findings.map(({ kind, line }) => [kind, line])).toEqual([
    ['id_double', 4],
    ['id_missing', 4],
    ['flow_dangling', 6],
  ]);
});

test('what BPMN has and is not read is named', async () => {
  const model = await importProcess(
    bpmnFile(
      '<task id="a"/><choreographyTask id="c" name="Talk"/>\n<frobnicate id="f"><task id="x"/></frobnicate>',
    ),
  );
  expect(model.nodes).toHaveLength(1);
  expect(model.findings).toEqual([
    { kind: 'unsupported', elementId: 'c', type: 'choreographyTask', name: 'Talk', line: 4 },
    { kind: 'unknown', elementId: 'f', type: 'frobnicate', name: '', line: 5 },
  ]);
});
