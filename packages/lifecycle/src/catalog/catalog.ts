import type { Knex } from 'knex';
import type {
  Catalog,
  Collation,
  Column,
  Constraint,
  Dependency,
  Extension,
  GlobalObject,
  Index,
  OtherObject,
  Routine,
  Sequence,
  Server,
  Table,
  Trigger,
  Type,
  View,
} from './catalog-types.ts';
import { dependencies } from './dependency-query.ts';
import { globals, servers } from './global-queries.ts';
import {
  collations,
  extensions,
  functions,
  schemas,
  sequences,
  types,
  views,
} from './object-queries.ts';
import { others } from './other-queries.ts';
import { columns, constraints, indexes, tables, triggers } from './table-queries.ts';
import { inDependencyOrder } from './view-order.ts';

type TableRow = Omit<Table, 'columns' | 'constraints' | 'indexes' | 'triggers'> & { oid: number };
type ViewRow = Omit<View, 'indexes' | 'triggers'> & { oid: number };
type Part<Kind> = Kind & { of: number };

/**
 * Reads the whole catalog, in the order of names; the same answer on every PostgreSQL from 15. Owners,
 * privileges, comments, tablespaces and the planner's statistics are the operator's business, and are left
 * out.
 */
export async function readCatalog(db: Knex): Promise<Catalog> {
  return db.transaction(
    async (trx) => {
      // With nothing in the path every name is written with its schema.
      await trx.raw(
        "SET LOCAL search_path = ''; SET LOCAL quote_all_identifiers = off; SET LOCAL jit = off",
      );
      const rows = async <Row>(sql: string): Promise<Row[]> =>
        (await trx.raw<{ rows: Row[] }>(sql)).rows;
      const columnsOf = byOwner(await rows<Part<Column>>(columns));
      const constraintsOf = byOwner(await rows<Part<Constraint>>(constraints));
      const indexesOf = byOwner(await rows<Part<Index>>(indexes));
      const triggersOf = byOwner(await rows<Part<Trigger>>(triggers));
      const needs = await rows<Dependency>(dependencies);
      return {
        extensions: await rows<Extension>(extensions),
        schemas: (await rows<{ name: string }>(schemas)).map(({ name }) => name),
        collations: await rows<Collation>(collations),
        types: await rows<Type>(types),
        sequences: await rows<Sequence>(sequences),
        functions: await rows<Routine>(functions),
        tables: (await rows<TableRow>(tables)).map(({ oid, ...table }) => ({
          ...table,
          columns: columnsOf(oid),
          constraints: constraintsOf(oid),
          indexes: indexesOf(oid),
          triggers: triggersOf(oid),
        })),
        views: inDependencyOrder(
          (await rows<ViewRow>(views)).map(({ oid, ...view }) => ({
            ...view,
            indexes: indexesOf(oid),
            triggers: triggersOf(oid),
          })),
          needs,
        ),
        others: await rows<OtherObject>(others),
        globals: await rows<GlobalObject>(globals),
        servers: await rows<Server>(servers),
        dependencies: needs,
      };
    },
    { isolationLevel: 'repeatable read', readOnly: true },
  );
}

/** Puts each part to its table, in the order in which they came. */
function byOwner<Kind>(parts: readonly Part<Kind>[]): (oid: number) => readonly Kind[] {
  const owners = new Map<number, Kind[]>();
  for (const { of, ...part } of parts) {
    const list = owners.get(of) ?? [];
    // What is left of a part without its owner is the kind itself.
    list.push(part as unknown as Kind);
    owners.set(of, list);
  }
  return (oid) => owners.get(oid) ?? [];
}
