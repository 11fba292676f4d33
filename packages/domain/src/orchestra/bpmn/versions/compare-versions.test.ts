import { bpmnText } from '@atelier/testkit/bpmn-text.ts';
import { structuredBlock, structuredBpmn } from '@atelier/testkit/structured-process.ts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CriterionInput } from '../cover/criterion.ts';
import { importProcess } from '../import-process.ts';
import { generateScenarios } from '../suite/generate-scenarios.ts';
import { toSuiteDefinition } from '../suite/suite-definition.ts';
import { compareVersions } from './compare-versions.ts';

const nodes = 'startEvent s\nexclusiveGateway x\ntask a\ntask b\nexclusiveGateway y\nendEvent e';
const flows = 's>x x>a x>b a>y b>y y>e';
const before = bpmnText(nodes, flows);

async function compare(after: string, criterion: CriterionInput = { rounds: 0 }) {
  const [old, now] = [await importProcess(before), await importProcess(after)];
  const { scenarios } = toSuiteDefinition(generateScenarios(old, criterion), old);
  const named = new Map(
    scenarios.map(({ key, path }) => [key, path.includes('a') ? 'over a' : 'over b']),
  );
  const compared = compareVersions(old, scenarios, now, criterion);
  const name = (key: string) => named.get(key);
  return {
    valid: compared.valid.map(name),
    migrated: compared.migrated.map(({ key, added, removed }) => [name(key), added, removed]),
    broken: compared.broken.map(({ key, breaks }) => [name(key), breaks]),
    missing: compared.missing.map(({ path }) =>
      path.flatMap((item) => (item.kind === 'element' ? [item.id] : [])).join(' '),
    ),
  };
}

test('what was only renamed or moved stays valid', async () => {
  expect(await compare(before.replace('name="a"', 'name="b"'))).toEqual({
    valid: ['over a', 'over b'],
    migrated: [],
    broken: [],
    missing: [],
  });
});

test('a task that comes in between or goes away leaves the other steps as they are', async () => {
  const between = bpmnText(`${nodes}\ntask n`, 's>x x>a x>b a>n n>y b>y y>e');
  expect(await compare(between)).toMatchObject({
    valid: ['over b'],
    migrated: [['over a', ['a_n', 'n', 'n_y'], ['a_y']]],
    broken: [],
    missing: [],
  });
  const without = bpmnText(nodes.replace('task a\n', ''), 's>x x>y x>b b>y y>e');
  expect(await compare(without)).toMatchObject({
    valid: ['over b'],
    migrated: [['over a', ['x_y'], ['x_a', 'a', 'a_y']]],
    missing: [],
  });
});

test('a new way is missing, a way that is gone breaks its scenario', async () => {
  const more = bpmnText(`${nodes}\ntask c`, `${flows} x>c c>y`);
  expect(await compare(more)).toMatchObject({
    valid: ['over a', 'over b'],
    missing: ['s x c y e'],
  });
  const less = bpmnText(nodes, 's>x x>a a>y b>y y>e');
  expect(await compare(less)).toMatchObject({
    valid: ['over a'],
    broken: [['over b', [{ kind: 'no_way', from: 'x', to: 'b' }]]],
    missing: [],
  });
});

test('an element that became another kind is another element; a process that is gone breaks all', async () => {
  const other = before
    .replace('<task id="a"', '<userTask id="a"')
    .replace('</task>', '</userTask>');
  expect((await compare(other)).broken).toHaveLength(1);
  const gone = await compare(bpmnText('startEvent z\nendEvent q', 'z>q'));
  expect(gone.broken.map(([, breaks]) => breaks)).toEqual([
    [{ kind: 'process_gone' }],
    [{ kind: 'process_gone' }],
  ]);
  expect(gone.missing).toEqual(['z q']);
});

test('one more branch that runs at the same time breaks what goes past it', async () => {
  const parallel = (text: string) => text.replaceAll('exclusiveGateway', 'parallelGateway');
  const old = await importProcess(parallel(before));
  const now = await importProcess(parallel(bpmnText(`${nodes}\ntask c`, `${flows} x>c c>y`)));
  const { scenarios } = toSuiteDefinition(generateScenarios(old), old);
  expect(compareVersions(old, scenarios, old)).toMatchObject({ broken: [], missing: [] });
  const { broken, missing } = compareVersions(old, scenarios, now);
  expect(broken.map(({ breaks }) => breaks)).toEqual([
    [{ kind: 'branch_added', elementId: 'x', flowId: 'x_c' }],
  ]);
  expect(missing).toHaveLength(1);
});

test('of the same version every scenario stays valid, and none is missing', async () => {
  await fc.assert(
    fc.asyncProperty(structuredBlock, fc.nat(2), async (block, rounds) => {
      const model = await importProcess(structuredBpmn(block));
      const { scenarios } = toSuiteDefinition(generateScenarios(model, { rounds }), model);
      expect(compareVersions(model, scenarios, model, { rounds })).toEqual({
        valid: scenarios.map(({ key }) => key),
        migrated: [],
        broken: [],
        missing: [],
      });
    }),
    { numRuns: 30 },
  );
});
