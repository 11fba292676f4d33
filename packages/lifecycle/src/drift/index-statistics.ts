import type { Index } from '../catalog/catalog-types.ts';
import { quoteQualified } from '../catalog/quote.ts';
import type { DriftObject } from '../catalog/rules/difference.ts';
import { indexStatistics } from '../catalog/table-queries.ts';
import { type Collector, note } from './compare/collector.ts';
import { jsonText, relationIs } from './compare/probe.ts';
import { step } from './fix/transition.ts';

type Counted = Pick<Index, 'name' | 'statistics'>;

/**
 * How many values ANALYZE keeps of an index's expressions, of two indexes that are the same otherwise but
 * for their names.
 */
export function compareIndexStatistics(
  collector: Collector,
  object: DriftObject,
  schema: string,
  wanted: Counted,
  found: Counted,
): void {
  const [expected, actual] = [wanted, found].map(
    ({ statistics }) => statistics.join(', ') || 'STATISTICS default',
  );
  if (expected === undefined || actual === undefined || expected === actual) return;
  const { live } = collector.transition;
  note(collector, {
    class: 'index',
    object,
    expected,
    actual,
    stands: relationIs(
      { schema, name: found.name },
      indexStatistics('c.oid'),
      jsonText(found.statistics),
    ),
    fields: ['statistics'],
    change: ({ to }) => {
      const [before, after] = to === live ? [wanted, found] : [found, wanted];
      const alter = `ALTER INDEX ${quoteQualified({ schema, name: after.name })}`;
      const unset = before.statistics.map((each) => each.replace(/\d+$/, '-1'));
      return [
        ...unset.map((each) => step('index', `${alter} ${each}`, 0.9)),
        ...after.statistics.map((each) => step('index', `${alter} ${each}`, 1)),
      ];
    },
  });
}
