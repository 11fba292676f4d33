import type { DriftObject, Step } from '@atelier/domain/lifecycle/drift/difference.ts';
import type { Table } from '../catalog/catalog-types.ts';
import { quoteQualified } from '../catalog/quote.ts';
import { clusteredOn, relationOptions, replicaIdentity } from '../catalog/table-queries.ts';
import { type Collector, note } from './collector.ts';
import { clusterStep, replicaIdentityStep, rowSecurityTo } from './make-table.ts';
import { optionsTo } from './options.ts';
import { jsonText, relationIs } from './probe.ts';
import { step } from './way.ts';

/** One thing that ALTER TABLE changes of a table as a whole. */
interface Aspect {
  readonly words: (table: Table) => string;
  /** A boolean query, see probe.ts. */
  readonly stands: (found: Table) => string;
  /** Null where no statement does it. */
  readonly steps: (to: Table, from: Table) => readonly Step[] | null;
}

const alter = (table: Table): string => `ALTER TABLE ${quoteQualified(table)}`;

const aspects: readonly Aspect[] = [
  {
    words: ({ options }) => `WITH (${options.join(', ')})`,
    stands: (found) => relationIs(found, relationOptions, jsonText(found.options)),
    steps: (to, from) =>
      optionsTo(from.options, to.options).map((change, rank) =>
        step('column', `${alter(to)} ${change}`, rank),
      ),
  },
  {
    words: ({ unlogged }) => (unlogged ? 'UNLOGGED' : 'LOGGED'),
    stands: (found) => relationIs(found, 'c.relpersistence', found.unlogged ? 'u' : 'p'),
    steps: (to) => [step('column', `${alter(to)} SET ${to.unlogged ? 'UNLOGGED' : 'LOGGED'}`)],
  },
  {
    words: ({ rowSecurity, rowSecurityForced }) =>
      `row security ${rowSecurity ? 'on' : 'off'}${rowSecurityForced ? ', forced' : ''}`,
    stands: (found) =>
      relationIs(
        found,
        "concat(c.relrowsecurity, ' ', c.relforcerowsecurity)",
        [found.rowSecurity, found.rowSecurityForced].map((each) => (each ? 't' : 'f')).join(' '),
      ),
    steps: rowSecurityTo,
  },
  {
    words: ({ replicaIdentity }) => `replica identity ${replicaIdentity}`,
    stands: (found) => relationIs(found, replicaIdentity, found.replicaIdentity),
    steps: (to) => [replicaIdentityStep(to)],
  },
  {
    words: (table) =>
      table.clusteredOn === null ? 'not clustered' : `CLUSTER ON ${table.clusteredOn}`,
    stands: (found) => relationIs(found, clusteredOn, found.clusteredOn),
    steps: (to) => [clusterStep(to)],
  },
];

/** What ALTER TABLE changes of a table as a whole; what it does not is left to `other`. */
export function compareStorage(
  collector: Collector,
  object: DriftObject,
  wanted: Table,
  found: Table,
): void {
  for (const { words, stands, steps } of aspects) {
    if (words(wanted) === words(found)) continue;
    note(collector, {
      class: 'other',
      object,
      expected: words(wanted),
      actual: words(found),
      stands: stands(found),
      change: (way) => {
        const [from, to] = [way.from.table(wanted), way.to.table(wanted)];
        return from === undefined || to === undefined ? null : steps(to, from);
      },
    });
  }
}
