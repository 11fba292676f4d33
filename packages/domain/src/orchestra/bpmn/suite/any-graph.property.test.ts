import { bpmnText } from '@atelier/testkit/bpmn-text.ts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CriterionInput } from '../cover/criterion.ts';
import { importProcess } from '../import-process.ts';
import { generateScenarios } from './generate-scenarios.ts';

const kinds = [
  'exclusiveGateway',
  'parallelGateway',
  'inclusiveGateway',
  'eventBasedGateway',
  'task',
];

/** Nodes of any kind with ways from anywhere to anywhere, so mostly nothing that anybody would draw. */
const anyProcess = fc
  .record({
    kinds: fc.array(fc.constantFrom(...kinds), { minLength: 2, maxLength: 9 }),
    ways: fc.array(fc.tuple(fc.nat(8), fc.nat(8)), { maxLength: 16 }),
    tree: fc.array(fc.nat(8), { minLength: 9, maxLength: 9 }),
  })
  .map(({ kinds: all, ways, tree }) => {
    const flows = new Set(['s>g0', `g${all.length - 1}>e`]);
    for (let node = 1; node < all.length; node += 1) {
      flows.add(`g${(tree[node] ?? 0) % node}>g${node}`);
    }
    for (const [from, to] of ways) {
      if (from < all.length && to < all.length) flows.add(`g${from}>g${to}`);
    }
    const nodes = all.map((kind, at) => `${kind} g${at}`).join('\n');
    return bpmnText(`startEvent s\n${nodes}\nendEvent e`, [...flows].join(' '));
  });

const criteria: readonly CriterionInput[] = [
  { rounds: 0 },
  { rounds: 2 },
  { rounds: 1, parallel: 'scenarios' },
  { kind: 'nodes' },
  { kind: 'decisions', together: 2, rounds: 0 },
  { exclusions: [{ flows: ['s_g0', 'g0_g1'] }] },
];

test('whatever a process looks like, what can be covered is, by no fewer scenarios than the bound', async () => {
  await fc.assert(
    fc.asyncProperty(anyProcess, fc.constantFrom(...criteria), async (xml, criterion) => {
      const model = await importProcess(xml);
      const suite = generateScenarios(model, criterion);
      expect(suite.bound).toBeLessThanOrEqual(suite.scenarios.length);
      if (criterion.kind !== undefined || criterion.exclusions) return;
      const covered = new Set(
        suite.scenarios.flatMap(({ path }) =>
          path.map((item) => (item.kind === 'way' ? item.key : '')),
        ),
      );
      const lost = new Set(
        suite.findings
          .filter(({ kind }) => kind === 'unreachable' || kind === 'endless')
          .map(({ elementId }) => elementId),
      );
      const open = model.flows.filter(({ from, to }) => !lost.has(from) && !lost.has(to));
      expect(open.filter(({ id }) => !covered.has(id))).toEqual([]);
    }),
    { numRuns: 150 },
  );
});
