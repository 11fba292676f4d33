import { bpmnText } from '@atelier/testkit/bpmn-text.ts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { importProcess } from '../import-process.ts';
import { generateScenarios } from './generate-scenarios.ts';

/** Up to seven exclusive gateways, whose ways lead anywhere. */
interface Drawn {
  readonly size: number;
  readonly ways: readonly (readonly [from: number, to: number])[];
}
const graph: fc.Arbitrary<Drawn> = fc.record({
  size: fc.integer({ min: 2, max: 7 }),
  ways: fc.uniqueArray(fc.tuple(fc.nat(6), fc.nat(6)), { minLength: 4, maxLength: 11 }),
});

function draw({ size, ways }: Drawn, onward: boolean) {
  const used = ways
    .filter(([from, to]) => from < size && to < size && from !== to)
    .map(([from, to]) => (onward && from > to ? ([to, from] as const) : ([from, to] as const)));
  const flows = [...new Set(used.map(([from, to]) => `g${from}>g${to}`)), 's>g0', `g${size - 1}>e`];
  const gates = Array.from({ length: size }, (_, at) => `exclusiveGateway g${at}`);
  return { flows, xml: bpmnText(`startEvent s\n${gates.join('\n')}\nendEvent e`, flows.join(' ')) };
}

/** All ways from s to an end that come to no gateway more than `most` times: twice is once round a loop. */
function allWays(flows: readonly string[], most: number): Set<string>[] {
  const edges = flows.map((flow) => flow.split('>'));
  const found: Set<string>[] = [];
  const go = (at: string, taken: readonly string[], visited: readonly string[]): void => {
    // A gateway that leads nowhere ends the way too.
    if (!edges.some(([from]) => from === at)) found.push(new Set(taken));
    if (found.length > 20_000) return;
    for (const [from, to = ''] of edges) {
      if (from === at && visited.filter((each) => each === to).length < most)
        go(to, [...taken, `${from}>${to}`], [...visited, to]);
    }
  };
  go('s', [], []);
  return found;
}

/** The least number of sets that together have all that any of them has. */
function leastSets(sets: readonly ReadonlySet<string>[]): number {
  const all = [...new Set(sets.flatMap((set) => [...set]))];
  const masks = [
    ...new Set(
      sets.map((set) => all.reduce((mask, flow, at) => mask + (set.has(flow) ? 2 ** at : 0), 0)),
    ),
  ];
  const goal = 2 ** all.length - 1;
  let reached = new Set([0]);
  for (let count = 0; ; count += 1) {
    if (reached.has(goal)) return count;
    const next = new Set<number>();
    for (const before of reached) for (const mask of masks) next.add(before | mask);
    reached = next;
  }
}

test('without loops the suite is as small as trying all suites finds', async () => {
  await fc.assert(
    fc.asyncProperty(graph, async (drawn) => {
      const { flows, xml } = draw(drawn, true);
      const ways = allWays(flows, 1);
      const suite = generateScenarios(await importProcess(xml), { rounds: 0 });
      expect(suite.scenarios).toHaveLength(leastSets(ways));
      expect(suite.bound).toBe(suite.scenarios.length);
    }),
    { numRuns: 60 },
  );
});

test('with loops of any shape everything is covered, and no suite that goes round once is below the bound', async () => {
  await fc.assert(
    fc.asyncProperty(graph, async (drawn) => {
      const { flows, xml } = draw(drawn, false);
      const ways = allWays(flows, 2);
      fc.pre(ways.length <= 1_000);
      const suite = generateScenarios(await importProcess(xml), { rounds: 0 });
      const covered = new Set(
        suite.scenarios.flatMap(({ path }) =>
          path.flatMap((item) => (item.kind === 'way' && item.isFlow ? [item.key] : [])),
        ),
      );
      const all = new Set(ways.flatMap((way) => [...way]).map((flow) => flow.replace('>', '_')));
      expect(covered).toEqual(all);
      expect(suite.bound).toBeLessThanOrEqual(Math.max(1, leastSets(ways)));
      expect(suite.scenarios.length).toBeGreaterThanOrEqual(suite.bound);
    }),
    { numRuns: 60 },
  );
});
