import {
  leastScenarios,
  type StructuredBlock,
  structuredBlock,
  structuredBpmn,
} from '@atelier/testkit/structured-process.ts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { importProcess } from '../import-process.ts';
import { elementCoverage } from './element-coverage.ts';
import { generateScenarios } from './generate-scenarios.ts';

/** Five ways through a loop within a loop: what the outer one gives up, the inner one must not take. */
const timed = { kind: 'timed' } as const;
const loopInLoop: StructuredBlock = {
  kind: 'choice',
  parts: [
    { kind: 'task' },
    {
      kind: 'loop',
      parts: [
        { kind: 'loop', parts: [{ kind: 'choice', parts: [{ kind: 'task' }, timed, timed] }] },
      ],
    },
  ],
};

test('of a structured process the suite is the smallest there is, and the bound says so', async () => {
  await fc.assert(
    fc.asyncProperty(structuredBlock, fc.integer({ min: 0, max: 4 }), async (block, rounds) => {
      const model = await importProcess(structuredBpmn(block));
      const suite = generateScenarios(model, { kind: 'flows', rounds });
      expect(suite.findings).toEqual([]);
      expect(suite.scenarios).toHaveLength(leastScenarios(block, rounds));
      expect(suite.bound).toBe(suite.scenarios.length);
      const uncovered = elementCoverage(model, suite.scenarios).filter(
        ({ scenarios }) => scenarios.length === 0,
      );
      expect(uncovered).toEqual([]);
    }),
    { numRuns: 80, examples: [[loopInLoop, 0]] },
  );
});

test('each scenario covers something that no other does', async () => {
  await fc.assert(
    fc.asyncProperty(
      structuredBlock,
      fc.constantFrom('nodes' as const, 'flows' as const, 'decisions' as const),
      fc.integer({ min: 0, max: 2 }),
      async (block, kind, rounds) => {
        const suite = generateScenarios(await importProcess(structuredBpmn(block)), {
          kind,
          rounds,
        });
        if (suite.scenarios.length === 1) return;
        for (const { reason } of suite.scenarios) {
          const { elements, ways, together } = reason;
          expect([...elements, ...ways, ...reason.rounds, ...together]).not.toEqual([]);
        }
      },
    ),
    { numRuns: 40 },
  );
});
