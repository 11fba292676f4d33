import type {
  Catalog,
  Index,
  Named,
  OtherObject,
  Reference,
  Table,
} from '../../catalog/catalog-types.ts';

/** A catalog in which objects are found by name, and those that need an object by it. */
export interface Lookup {
  readonly catalog: Catalog;
  table(name: Named): Table | undefined;
  /** An object of one of the lists whose names tell their objects apart. */
  find<Kind extends Listed>(
    kind: Kind,
    name: Named,
  ): (Catalog[Kind][number] & { readonly place: number }) | undefined;
  index(name: Named): { readonly on: Named; readonly index: Index } | undefined;
  other(kind: string, schema: string, table: string, name: string): OtherObject | undefined;
  dependents(of: Reference): readonly Reference[];
}

type Listed = 'tables' | 'types' | 'sequences' | 'functions' | 'views' | 'collations';
const listed: readonly Listed[] = [
  'tables',
  'types',
  'sequences',
  'functions',
  'views',
  'collations',
];

const keyOf = (...words: readonly (string | null)[]): string => JSON.stringify(words);

export function lookUp(catalog: Catalog): Lookup {
  const places = new Map<string, number>();
  for (const kind of listed) {
    catalog[kind].forEach(({ schema, name }, place) => {
      places.set(keyOf(kind, schema, name), place);
    });
  }
  const indexes = new Map<string, { on: Named; index: Index }>();
  for (const on of [...catalog.tables, ...catalog.views]) {
    for (const index of on.indexes) indexes.set(keyOf(on.schema, index.name), { on, index });
  }
  const others = new Map(
    catalog.others.map((each) => [keyOf(each.kind, each.schema, each.table, each.name), each]),
  );
  const dependents = new Map<string, Reference[]>();
  for (const { from, needs } of catalog.dependencies) {
    const key = keyOf(...needs);
    const list = dependents.get(key) ?? [];
    list.push(from);
    dependents.set(key, list);
  }
  const find: Lookup['find'] = (kind, { schema, name }) => {
    const place = places.get(keyOf(kind, schema, name));
    const found = place === undefined ? undefined : catalog[kind][place];
    return place === undefined || found === undefined ? undefined : { ...found, place };
  };
  return {
    catalog,
    find,
    table: (name) => {
      const place = places.get(keyOf('tables', name.schema, name.name));
      return place === undefined ? undefined : catalog.tables[place];
    },
    index: ({ schema, name }) => indexes.get(keyOf(schema, name)),
    other: (kind, schema, table, name) =>
      others.get(keyOf(kind, schema, table, name)) ?? others.get(keyOf(kind, schema, null, name)),
    dependents: (of) => dependents.get(keyOf(...of)) ?? [],
  };
}
