import fc from 'fast-check';
import { expect, test } from 'vitest';
import { layoutDependencies } from './dependency-layout.ts';

/** Scenarios each of which waits for some of those before it. */
const suites = fc.array(fc.array(fc.nat(), { maxLength: 4 }), { maxLength: 30 }).map((waits) =>
  waits.map((whom, place) => ({
    key: `s${place}`,
    dependsOn: [...new Set(place === 0 ? [] : whom.map((each) => each % place))].map((each) => ({
      scenario: `s${each}`,
      on: 'passed' as const,
    })),
  })),
);

test('what is waited for stands to the left, and no two stand in one place', () => {
  fc.assert(
    fc.property(suites, (scenarios) => {
      const { nodes, edges, columns, rows } = layoutDependencies(scenarios);
      const at = new Map(nodes.map((node) => [node.key, node]));
      expect(nodes.map(({ key }) => key)).toEqual(scenarios.map(({ key }) => key));
      for (const { from, to } of edges)
        expect(at.get(from)?.column).toBeLessThan(at.get(to)?.column ?? -1);
      expect(new Set(nodes.map(({ column, row }) => `${column} ${row}`)).size).toBe(nodes.length);
      for (const { column, row } of nodes) {
        expect(column).toBeLessThan(columns);
        expect(row).toBeLessThan(rows);
      }
      expect(edges).toHaveLength(scenarios.flatMap(({ dependsOn }) => dependsOn).length);
    }),
  );
});

test('a chain of thousands, a circle and an unknown name are laid out as well', () => {
  const chain = Array.from({ length: 5000 }, (_, place) => ({
    key: String(place),
    dependsOn: place === 4999 ? [] : [{ scenario: String(place + 1), on: 'passed' as const }],
  }));
  expect(layoutDependencies(chain).columns).toBe(5000);
  const circle = [
    { key: 'a', dependsOn: [{ scenario: 'b', on: 'passed' as const }] },
    { key: 'b', dependsOn: [{ scenario: 'a', on: 'passed' as const }] },
    { key: 'c', dependsOn: [{ scenario: 'gone', on: 'failed' as const }] },
  ];
  expect(layoutDependencies(circle).nodes).toHaveLength(3);
  expect(layoutDependencies(circle).edges).toHaveLength(2);
  expect(layoutDependencies([])).toEqual({ nodes: [], edges: [], columns: 0, rows: 0 });
});
