import type { Catalog, Named } from '../catalog/catalog-types.ts';
import type { Difference } from '../catalog/rules/difference.ts';
import type { Collector } from './compare/collector.ts';
import { compareGlobals, compareServers } from './compare/compare-globals.ts';
import { compareExtensions, compareOthers, compareSchemas } from './compare/compare-others.ts';
import { compareFunctions, compareSequences, compareViews } from './compare/compare-programs.ts';
import { compareTables } from './compare/compare-tables.ts';
import { compareCollations, compareTypes } from './compare/compare-types.ts';
import { lookUp } from './compare/lookup.ts';

export interface CompareOptions {
  /** The schemas that are compared; what lies in others is foreign. */
  readonly schemas: readonly string[];
  /**
   * Whether a table, view, type, sequence or function that exists but is not expected is a difference.
   * False for a schema that is shared with others, such as `public` before an adoption: then only what is
   * expected is compared, with everything that belongs to it.
   */
  readonly extras?: boolean;
}

/**
 * Every difference between two catalogs within some schemas, each with the statements that fix it.
 * When there is none, the two are equal in everything that {@link Catalog} holds of these schemas.
 */
export function compareCatalogs(
  expected: Catalog,
  actual: Catalog,
  { schemas, extras = true }: CompareOptions,
): readonly Difference[] {
  const ours = new Set(schemas);
  const live = lookUp(actual);
  const collector: Collector = {
    transition: { from: live, to: lookUp(expected), live, isOurs: (schema) => ours.has(schema) },
    differences: [],
  };
  const wantedOf = <Kind extends Named>(all: readonly Kind[]): readonly Kind[] =>
    all.filter(({ schema }) => ours.has(schema));
  const foundOf = <Kind extends Named>(all: readonly Kind[], wanted: readonly Kind[]) => {
    const wantedNames = new Set(wanted.map(({ schema, name }) => JSON.stringify([schema, name])));
    return wantedOf(all).filter(
      ({ schema, name }) => extras || wantedNames.has(JSON.stringify([schema, name])),
    );
  };
  const both = <Kind extends Named>(pick: (catalog: Catalog) => readonly Kind[]) => {
    const wanted = wantedOf(pick(expected));
    return [wanted, foundOf(pick(actual), wanted)] as const;
  };
  const named = (all: readonly string[]) => all.filter((name) => ours.has(name));

  compareSchemas(collector, named(expected.schemas), named(actual.schemas));
  compareExtensions(collector, expected.extensions, actual.extensions);
  compareCollations(collector, ...both(({ collations }) => collations));
  compareTypes(collector, ...both(({ types }) => types));
  compareSequences(collector, ...both(({ sequences }) => sequences));
  compareFunctions(collector, ...both(({ functions }) => functions));
  compareTables(collector, ...both(({ tables }) => tables));
  compareViews(collector, ...both(({ views }) => views));
  const [wantedOthers, foundOthers] = both(({ others }) => others);
  const tables = new Set(wantedOf(expected.tables).map(({ schema, name }) => `${schema}.${name}`));
  const onOurs = wantedOf(actual.others).filter(
    (each) => !foundOthers.includes(each) && tables.has(`${each.schema}.${each.table}`) && !extras,
  );
  compareOthers(collector, wantedOthers, [...foundOthers, ...onOurs]);
  // What lies in no schema is the whole database's, and nobody's part of it.
  if (extras) {
    compareServers(collector, expected.servers, actual.servers);
    compareGlobals(collector, expected.globals, actual.globals);
  }
  return collector.differences;
}
