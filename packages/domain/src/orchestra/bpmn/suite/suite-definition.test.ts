import { everythingBpmn } from '@atelier/testkit/bpmn-everything.ts';
import { bpmnFile, bpmnText, flowText } from '@atelier/testkit/bpmn-text.ts';
import { expect, test } from 'vitest';
import { importProcess } from '../import-process.ts';
import { generateScenarios } from './generate-scenarios.ts';
import { toSuiteDefinition } from './suite-definition.ts';

async function suiteOf(xml: string) {
  const model = await importProcess(xml);
  return toSuiteDefinition(generateScenarios(model, { rounds: 0 }), model);
}

test('elements become steps: people are asked, decisions are looked at, joins are barriers', async () => {
  const suite = await suiteOf(
    bpmnFile(`<startEvent id="s" name="Begin"/><userTask id="u" name="Approve"><documentation>Is it right?</documentation></userTask>
      <exclusiveGateway id="x" name="Approved?"/><serviceTask id="t" name="Book"/><parallelGateway id="g"/><manualTask id="m"/><task id="n"/><parallelGateway id="j"/>
      <endEvent id="e" name="Told"><messageEventDefinition/></endEvent><endEvent id="no"/>${flowText('s>u u>x x>t:yes x>no t>g g>m g>n m>j n>j j>e')}`),
  );
  expect(suite.scenarios).toHaveLength(2);
  const long = suite.scenarios.find(({ path }) => path.includes('t'));
  expect(long?.name).toBe('Approved?: yes');
  expect(long?.reason).toContain('Approved?: yes');
  expect(long?.steps.map(({ key, kind, driver }) => [key, kind, driver])).toEqual([
    ['u', 'ACTION', 'human'],
    ['x_t', 'ASSERTION', 'noop'],
    ['t', 'ACTION', 'noop'],
    ['m', 'ACTION', 'human'],
    ['n', 'ACTION', 'noop'],
    ['j', 'BARRIER', 'barrier'],
    ['e', 'ASSERTION', 'noop'],
  ]);
  expect(long?.steps[0]).toEqual({
    key: 'u',
    name: 'Approve',
    kind: 'ACTION',
    driver: 'human',
    request: { question: 'Is it right?' },
    meta: { elementId: 'u' },
  });
  expect(long?.steps[1]).toMatchObject({
    name: 'Approved?: yes',
    meta: { elementId: 'x_t', note: 'yes' },
  });
  expect(long?.steps[5]?.request).toEqual({ barrier: 'p.1.1.join', parties: 1 });
});

test('a sub-process that is drawn with nothing in it is a step as a whole, and a filled one is opened', async () => {
  const { scenarios } = await suiteOf(
    bpmnFile(`<startEvent id="s"/><subProcess id="whole" name="Pack &#xD;&#xA;and send"/>
      <subProcess id="open"><task id="t" name="Look"/></subProcess><endEvent id="e"/>${flowText('s>whole whole>open open>e')}`),
  );
  expect(
    scenarios.map(({ steps }) => steps.map(({ key, kind, name }) => [key, kind, name])),
  ).toEqual([
    [
      ['whole', 'ACTION', 'Pack and send'],
      ['t', 'ACTION', 'Look'],
    ],
  ]);
});

test('keys are such as suites take, each once in its scenario', async () => {
  const suite = await suiteOf(everythingBpmn);
  const odd = await suiteOf(
    bpmnText('startEvent s\ntask ид\ntask .a\nendEvent e', 's>ид ид>.a .a>e'),
  );
  for (const { key, steps, name, path } of [...suite.scenarios, ...odd.scenarios]) {
    const keys = steps.map((step) => step.key);
    expect(new Set(keys).size).toBe(keys.length);
    for (const each of [key, ...keys])
      expect(each).toMatch(/^[A-Za-z0-9_](?:[A-Za-z0-9_.-]{0,98}[A-Za-z0-9_])?$/);
    expect(name).not.toBe('');
    expect(path).not.toEqual([]);
  }
});

test('a scenario with more steps than a suite takes is refused', async () => {
  const tasks = Array.from({ length: 1_001 }, (_, at) => `t${at}`);
  const flows = tasks.slice(1).map((id, at) => `t${at}>${id}`);
  const xml = bpmnText(tasks.map((id) => `task ${id}`).join('\n'), flows.join(' '));
  await expect(suiteOf(xml)).rejects.toMatchObject({
    code: 'ERR_COVERAGE_TOO_LARGE',
    params: { of: 'steps', limit: 1_000 },
  });
});
