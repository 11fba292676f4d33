import type { GlobalObject, Server } from '../../catalog/catalog-types.ts';
import { serverOptions } from '../../catalog/global-queries.ts';
import { quoteLiteral, quoteName } from '../../catalog/quote.ts';
import type { Step } from '../../catalog/rules/difference.ts';
import { dropOther, makeOther } from '../fix/make-other.ts';
import { step, type Transition } from '../fix/transition.ts';
import { foreignOptionsSql, foreignOptionsTo } from '../options.ts';
import { publishStep } from '../table-marks.ts';
import { type Collector, note, pairs, sameName } from './collector.ts';
import type { Lookup } from './lookup.ts';
import { answers, globalIs, jsonText, serverIs } from './probe.ts';

/** What languages, access methods and wrappers make cannot be without them while they are made again. */
const foundations: ReadonlySet<string> = new Set([
  'language',
  'access method',
  'foreign-data wrapper',
]);

/** What lies in no schema: all that is expected, and what is about a schema of ours. */
export function compareGlobals(
  collector: Collector,
  expected: readonly GlobalObject[],
  actual: readonly GlobalObject[],
): void {
  const { isOurs } = collector.transition;
  const key = ({ kind, name }: GlobalObject): string => JSON.stringify([kind, name]);
  for (const [wanted, found] of pairs(expected, actual, key)) {
    const object = wanted ?? found;
    if (object === undefined || text(wanted) === text(found)) continue;
    if (wanted === undefined && !object.concerns.some(isOurs)) continue;
    if (wanted?.concerns.length && !wanted.concerns.some(isOurs)) continue;
    const { kind, name } = object;
    note(collector, {
      class: wanted === undefined ? 'extra' : found === undefined ? 'missing' : 'other',
      object: { kind, schema: '', name, part: null },
      expected: wanted?.definition ?? null,
      actual: found?.definition ?? null,
      stands: globalIs(kind, name, found?.definition ?? null),
      change: (transition) => {
        const [was, is] = [transition.from, transition.to].map((each) =>
          each.catalog.globals.find((other) => key(other) === key(object)),
        );
        if (was !== undefined && is !== undefined && foundations.has(kind)) return null;
        return [
          ...(was === undefined ? [] : dropOther(was)),
          ...(is === undefined ? [] : [...(makeOther(is) ?? []), ...membersOf(transition, is)]),
        ];
      },
    });
  }
}

/** Whom it is about follows from the rest. */
function text(object: GlobalObject | undefined): string {
  if (object === undefined) return '';
  const { concerns: _concerns, ...rest } = object;
  return JSON.stringify(rest);
}

/** The tables that a publication names; those of others as they stand. */
function membersOf(
  { to, live, isOurs }: Transition,
  { kind, name }: GlobalObject,
): readonly Step[] {
  if (kind !== 'publication') return [];
  const tables = [
    ...to.catalog.tables.filter(({ schema }) => isOurs(schema)),
    ...live.catalog.tables.filter(({ schema }) => !isOurs(schema)),
  ];
  return tables.flatMap((table) =>
    table.publications.filter((each) => each.name === name).map((each) => publishStep(table, each)),
  );
}

/** Foreign servers that are expected, or that a table of ours is on. */
export function compareServers(
  collector: Collector,
  expected: readonly Server[],
  actual: readonly Server[],
): void {
  const used = new Set(
    [collector.transition.from, collector.transition.to].flatMap(({ catalog }) =>
      catalog.tables
        .filter(({ schema }) => collector.transition.isOurs(schema))
        .map(({ server }) => server),
    ),
  );
  for (const [wanted, found] of pairs(expected, actual, sameName)) {
    const server = wanted ?? found;
    if (server === undefined || words(wanted) === words(found)) continue;
    const { name } = server;
    if (wanted === undefined && !used.has(name)) continue;
    note(collector, {
      class: wanted === undefined ? 'extra' : found === undefined ? 'missing' : 'other',
      object: { kind: 'server', schema: '', name, part: null },
      expected: words(wanted),
      actual: words(found),
      stands:
        found === undefined
          ? answers(
              `SELECT 'there' FROM pg_foreign_server WHERE srvname = ${quoteLiteral(name)}`,
              null,
            )
          : [
              serverIs(name, serverOptions, jsonText(found.options)),
              serverIs(name, 's.srvversion', found.version),
            ].join(' AND '),
      change: ({ from, to }) => {
        const find = ({ catalog }: Lookup) => catalog.servers.find((each) => each.name === name);
        return changeServer(find(from), find(to));
      },
    });
  }
}

function changeServer(from: Server | undefined, to: Server | undefined): readonly Step[] | null {
  if (to === undefined) {
    if (from === undefined) return [];
    return [step('drop extension', `DROP SERVER ${quoteName(from.name)}`, -2)];
  }
  if (from === undefined) return [step('extension', makeServer(to), 2)];
  // Of another wrapper or type it is another server, and its tables would have to go with it.
  if (from.wrapper !== to.wrapper || from.type !== to.type) return null;
  if (from.version !== to.version && to.version === null) return null;
  const clauses = [
    ...(from.version === to.version || to.version === null
      ? []
      : [`VERSION ${quoteLiteral(to.version)}`]),
    foreignOptionsTo(from.options, to.options),
  ];
  return [step('extension', `ALTER SERVER ${quoteName(to.name)} ${clauses.join(' ')}`, 2)];
}

function makeServer({ name, wrapper, type, version, options }: Server): string {
  return [
    `CREATE SERVER ${quoteName(name)}`,
    ...(type === null ? [] : [`TYPE ${quoteLiteral(type)}`]),
    ...(version === null ? [] : [`VERSION ${quoteLiteral(version)}`]),
    `FOREIGN DATA WRAPPER ${quoteName(wrapper)}`,
    ...(options.length === 0 ? [] : [`OPTIONS (${foreignOptionsSql(options)})`]),
  ].join(' ');
}

const words = (server: Server | undefined): string | null =>
  server === undefined ? null : makeServer(server);
