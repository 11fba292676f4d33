import type { Catalog } from '../catalog/catalog-types.ts';
import { quoteName } from '../catalog/quote.ts';
import type { SchemaObject } from '../catalog/schema-objects.ts';

/**
 * The part of a catalogue that consists of `objects` in a schema, with everything attached to their tables:
 * what belongs to others there is left out.
 */
export function ownedPart(
  catalog: Catalog,
  objects: readonly SchemaObject[],
  schema: string,
): Catalog {
  const names = (...kinds: SchemaObject['kind'][]) =>
    new Set(objects.filter(({ kind }) => kinds.includes(kind)).map(({ name }) => name));
  const tables = names('table');
  const types = names('type');
  const sequences = names('sequence');
  const views = names('view', 'materialized view');
  const functions = names('function', 'procedure');
  const isIn =
    (set: ReadonlySet<string>) =>
    (object: { readonly schema: string; readonly name: string }): boolean =>
      object.schema === schema && set.has(object.name);
  const isOurTable = isIn(tables);
  return {
    ...catalog,
    schemas: [],
    collations: [],
    types: catalog.types.filter(isIn(types)),
    sequences: catalog.sequences.filter(
      (each) => isIn(sequences)(each) || (each.ownedBy !== null && isOurTable(each.ownedBy)),
    ),
    functions: catalog.functions.filter(
      (each) => each.schema === schema && functions.has(bareName(each.name, schema)),
    ),
    tables: catalog.tables.filter(isOurTable),
    views: catalog.views.filter(isIn(views)),
    others: catalog.others.filter(
      (each) =>
        each.schema === schema &&
        each.table !== null &&
        isOurTable({ schema: each.schema, name: each.table }),
    ),
  };
}

/** `set_updated_at` of `runs.set_updated_at()` or `"time".set_updated_at()`. */
function bareName(signature: string, schema: string): string {
  const prefix = [`${schema}.`, `${quoteName(schema)}.`].find((each) => signature.startsWith(each));
  const name = signature.slice(prefix?.length ?? 0).replace(/\([\s\S]*$/, '');
  return name.startsWith('"') ? name.slice(1, -1).replaceAll('""', '"') : name;
}
