import { isDeepStrictEqual } from 'node:util';
import type { Table } from '../../catalog/catalog-types.ts';
import { quoteName, quoteQualified } from '../../catalog/quote.ts';
import type { DriftObject, Step } from '../../catalog/rules/difference.ts';
import {
  accessMethod,
  clusteredOn,
  foreignTableOptions,
  publications,
  relationOptions,
  replicaIdentity,
  tableServer,
} from '../../catalog/table-queries.ts';
import { attachSql } from '../bare-table.ts';
import { dropTable, makeTable } from '../fix/make-table.ts';
import { step } from '../fix/transition.ts';
import { foreignOptionsSql, foreignOptionsTo, optionsTo } from '../options.ts';
import {
  clusterStep,
  publishStep,
  replicaIdentityStep,
  rowSecurityTo,
  unpublishStep,
} from '../table-marks.ts';
import { type Collector, note } from './collector.ts';
import { jsonText, relationIs } from './probe.ts';

/** One thing that ALTER TABLE changes of a table as a whole. */
interface Aspect {
  readonly fields: readonly (keyof Table)[];
  readonly words: (table: Table) => string;
  /** A boolean query, see probe.ts. */
  readonly stands: (found: Table) => string;
  /** Null where no statement does it. */
  readonly steps: (to: Table, from: Table) => readonly Step[] | null;
}

const alter = (table: Table): string => `ALTER TABLE ${quoteQualified(table)}`;

const aspects: readonly Aspect[] = [
  {
    fields: ['options'],
    words: ({ options }) => `WITH (${options.join(', ')})`,
    stands: (found) => relationIs(found, relationOptions, jsonText(found.options)),
    steps: (to, from) =>
      optionsTo(from.options, to.options).map((change, rank) =>
        step('column', `${alter(to)} ${change}`, rank),
      ),
  },
  {
    fields: ['unlogged'],
    words: ({ unlogged }) => (unlogged ? 'UNLOGGED' : 'LOGGED'),
    stands: (found) => relationIs(found, 'c.relpersistence', found.unlogged ? 'u' : 'p'),
    steps: (to) => [step('column', `${alter(to)} SET ${to.unlogged ? 'UNLOGGED' : 'LOGGED'}`)],
  },
  {
    fields: ['rowSecurity', 'rowSecurityForced'],
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
    fields: ['replicaIdentity'],
    words: ({ replicaIdentity }) => `replica identity ${replicaIdentity}`,
    stands: (found) => relationIs(found, replicaIdentity, found.replicaIdentity),
    steps: (to) => [replicaIdentityStep(to)],
  },
  {
    fields: ['clusteredOn'],
    words: (table) =>
      table.clusteredOn === null ? 'not clustered' : `CLUSTER ON ${table.clusteredOn}`,
    stands: (found) => relationIs(found, clusteredOn, found.clusteredOn),
    steps: (to) => [clusterStep(to)],
  },
  {
    fields: ['accessMethod'],
    words: ({ accessMethod }) => `access method ${accessMethod ?? 'default'}`,
    stands: (found) => relationIs(found, accessMethod, found.accessMethod),
    steps: (to) => {
      if (to.accessMethod === null) return null;
      return [step('column', `${alter(to)} SET ACCESS METHOD ${quoteName(to.accessMethod)}`)];
    },
  },
  {
    fields: ['partitionKey'],
    words: ({ partitionKey }) => `PARTITION BY ${partitionKey ?? 'nothing'}`,
    stands: (found) => relationIs(found, 'pg_get_partkeydef(c.oid)', found.partitionKey),
    steps: () => null,
  },
  {
    fields: ['ofType'],
    words: ({ ofType }) => (ofType === null ? 'not of a type' : `OF ${ofType}`),
    stands: (found) => relationIs(found, 'nullif(c.reloftype, 0)::regtype', found.ofType),
    steps: (to) => [
      step('table', `${alter(to)} ${to.ofType === null ? 'NOT OF' : `OF ${to.ofType}`}`, 1000),
    ],
  },
  {
    fields: ['foreignOptions'],
    words: ({ foreignOptions }) => `OPTIONS (${foreignOptionsSql(foreignOptions)})`,
    stands: (found) => relationIs(found, foreignTableOptions, jsonText(found.foreignOptions)),
    steps: (to, from) => {
      const options = foreignOptionsTo(from.foreignOptions, to.foreignOptions);
      const statement = `ALTER FOREIGN TABLE ${quoteQualified(to)} ${options}`;
      // Another server is another table.
      return from.server === to.server ? [step('column', statement)] : [];
    },
  },
  {
    fields: ['server'],
    words: ({ server }) => `SERVER ${server}`,
    stands: (found) => relationIs(found, tableServer, found.server),
    steps: (to, from) =>
      to.kind === from.kind ? [...dropTable(from, 0), ...makeTable(to, 0)] : null,
  },
  {
    fields: ['publications'],
    words: ({ publications }) =>
      `published by ${publications.map(({ name, what }) => `${name} ${what}`.trim()).join(', ') || 'none'}`,
    stands: (found) => relationIs(found, publications, publicationsText(found)),
    steps: (to, from) => [
      ...from.publications
        .filter((each) => !to.publications.some((other) => isDeepStrictEqual(each, other)))
        .map((each) => unpublishStep(from, each)),
      ...to.publications
        .filter((each) => !from.publications.some((other) => isDeepStrictEqual(each, other)))
        .map((each) => publishStep(to, each)),
    ],
  },
  {
    fields: ['inherits', 'partitionBound'],
    words: ({ inherits, partitionBound }) =>
      `${partitionBound === null ? 'INHERITS' : 'PARTITION OF'} (${inherits.map(quoteQualified).join(', ')}) ${partitionBound ?? ''}`.trim(),
    stands: (found) => relationIs(found, parentage, parentageText(found)),
    steps: changeParents,
  },
];

/** As jsonb writes it. */
const publicationsText = ({ publications: all }: Table): string =>
  `[${all.map(({ name, what }) => `{"name": ${JSON.stringify(name)}, "what": ${JSON.stringify(what)}}`).join(', ')}]`;

const parentage = `concat_ws(' ', (SELECT string_agg(h.inhparent::regclass::text, ', ' ORDER BY h.inhseqno)
  FROM pg_inherits h WHERE h.inhrelid = c.oid), pg_get_expr(c.relpartbound, c.oid))`;

/** Names that need quotes are not recognised, and then nothing is fixed. */
const parentageText = ({ inherits, partitionBound }: Table): string =>
  [
    inherits.map(({ schema, name }) => `${schema}.${name}`).join(', '),
    ...(partitionBound === null ? [] : [partitionBound]),
  ]
    .filter((each) => each !== '')
    .join(' ');

/** Out of what it hung on, and into what it shall; it refuses where columns or rows do not fit. */
function changeParents(to: Table, from: Table): readonly Step[] {
  const same = isDeepStrictEqual(to.inherits, from.inherits);
  const detach = from.inherits.map((parent) =>
    step(
      'drop table',
      from.partitionBound === null
        ? `${alter(from)} NO INHERIT ${quoteQualified(parent)}`
        : `ALTER TABLE ${quoteQualified(parent)} DETACH PARTITION ${quoteQualified(from)}`,
      1000,
    ),
  );
  const attach = to.inherits.map((parent, place) =>
    step(
      'table',
      to.partitionBound === null
        ? `${alter(to)} INHERIT ${quoteQualified(parent)}`
        : attachSql(to, parent),
      1000 + place,
    ),
  );
  return same && from.partitionBound === to.partitionBound ? [] : [...detach, ...attach];
}

/** What ALTER TABLE changes of a table as a whole; what it does not is left to `other`. */
export function compareStorage(
  collector: Collector,
  object: DriftObject,
  wanted: Table,
  found: Table,
): void {
  // Another kind of table is another table.
  if (wanted.kind !== found.kind) return;
  for (const { fields, words, stands, steps } of aspects) {
    if (words(wanted) === words(found)) continue;
    note(collector, {
      class: 'other',
      object,
      expected: words(wanted),
      actual: words(found),
      stands: stands(found),
      fields,
      change: (transition) => {
        const [from, to] = [transition.from.table(wanted), transition.to.table(wanted)];
        return from === undefined || to === undefined ? null : steps(to, from);
      },
    });
  }
}
