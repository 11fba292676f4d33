import { bpmnText } from '@atelier/testkit/bpmn-text.ts';
import { expect, test } from 'vitest';
import { importProcess } from '../import-process.ts';
import { processElements } from '../suite/process-elements.ts';
import { compareElements } from './compare-elements.ts';

const nodes = 'startEvent s\nexclusiveGateway x\ntask a\ntask b\nendEvent e';
const flows = 's>x x>a:big x>b a>e b>e';

async function elementsOf(elements: string, lines: string) {
  return processElements(await importProcess(bpmnText(elements, lines))).elements;
}

test('elements are listed with what they lead to, and ways out of decisions are marked', async () => {
  const elements = await elementsOf(nodes, flows);
  expect(elements.map(({ id }) => id)).toEqual([
    ...['s', 'x', 'a', 'b', 'e'],
    ...['s_x', 'x_a', 'x_b', 'a_e', 'b_e'],
  ]);
  expect(elements.filter(({ isChoice }) => isChoice).map(({ id }) => id)).toEqual(['x_a', 'x_b']);
  expect(elements.find(({ id }) => id === 'x_a')).toMatchObject({
    ...{ kind: 'sequenceFlow', from: 'x', to: 'a', condition: 'big', processId: 'p' },
  });
});

test('what was added, removed and changed is told, and what of it', async () => {
  const before = await elementsOf(nodes, flows);
  const after = await elementsOf(
    nodes.replace('task a', 'userTask a').replace('task b\n', 'task c\n'),
    's>x x>a:huge x>c a>e c>e',
  );
  const changes = compareElements(before, after).map((change) => [
    change.kind,
    change.element.id,
    change.kind === 'changed' ? change.fields : [],
  ]);
  expect(changes).toEqual([
    ['changed', 'a', ['kind']],
    ['added', 'c', []],
    ['changed', 'x_a', ['condition']],
    ['added', 'x_c', []],
    ['added', 'c_e', []],
    ['removed', 'b', []],
    ['removed', 'x_b', []],
    ['removed', 'b_e', []],
  ]);
  expect(compareElements(before, before)).toEqual([]);
});
