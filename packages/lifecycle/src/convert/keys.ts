import { ownedLike } from '../catalog/owned-like.ts';
import { quoteLiteral, quoteName, quoteQualified } from '../catalog/quote.ts';
import type { IdColumn, IdKind } from './rules/id-column.ts';

/** A key with the sequence that its old ids come from. */
export interface KeyPlan {
  /** `time.tasks` */
  readonly name: string;
  readonly column: IdColumn;
  readonly sequence: string;
  /** The key had none: it is made in the schema `lifecycle`. */
  readonly sequenceIsOurs: boolean;
  /** The part of `lifecycle.id_map`. */
  readonly partition: string;
}

export function keyPlans(columns: readonly IdColumn[]): readonly KeyPlan[] {
  return columns.flatMap((column): KeyPlan[] => {
    const { points, evidence, default: before } = column;
    if (evidence.kind !== 'key' || points.shape !== 'one') return [];
    const short = shortName(points.to);
    const own = before !== undefined && 'sequence' in before ? before.sequence : undefined;
    return [
      {
        name: points.to,
        column,
        sequence: own ?? quoteQualified({ schema: 'lifecycle', name: `${short}_old_id_seq` }),
        sequenceIsOurs: own === undefined,
        partition: partitionOf(points.to),
      },
    ];
  });
}

const shortName = (table: string): string => table.replace('.', '_').slice(0, 48);

/** The part of `lifecycle.id_map` that holds a table's ids. */
export function partitionOf(table: string): string {
  return quoteQualified({ schema: 'lifecycle', name: `id_map_${shortName(table)}` });
}

/** Loads the ids of a table into its part of the map: rows first, indexes then. */
export function mapStatements(
  { name, column, partition }: KeyPlan,
  exists: boolean,
): readonly string[] {
  const id = quoteName(column.column);
  const rows = `SELECT ${quoteLiteral(name)}, ${id}, lifecycle.id_of(${quoteLiteral(name)}, ${id}::bigint)
  FROM ${quoteQualified(column.table)}`;
  if (exists) return [`INSERT INTO lifecycle.id_map\n  ${rows}\n  ON CONFLICT DO NOTHING`];
  const check = 'id_map_part_check';
  return [
    `CREATE TABLE ${partition} (LIKE lifecycle.id_map)`,
    `INSERT INTO ${partition}\n  ${rows}`,
    `ALTER TABLE ${partition} ADD PRIMARY KEY (table_name, old_id), ADD UNIQUE (table_name, new_id),
  ADD CONSTRAINT ${check} CHECK (table_name = ${quoteLiteral(name)} COLLATE "C")`,
    `ALTER TABLE lifecycle.id_map ATTACH PARTITION ${partition} FOR VALUES IN (${quoteLiteral(name)})`,
    `ALTER TABLE ${partition} DROP CONSTRAINT ${check}`,
  ];
}

/** Lets later rows have an old id: their sequence is known, and a trigger notes each new key. */
export function noteStatements(plan: KeyPlan): readonly string[] {
  const { name, column, sequence, sequenceIsOurs, partition } = plan;
  const table = quoteQualified(column.table);
  const id = quoteName(column.column);
  const arguments_ = `${quoteLiteral(name)}, ${quoteLiteral(column.column)}`;
  return [
    `INSERT INTO lifecycle.conversion_keys (table_name, partition_name, sequence, sequence_is_ours)
  VALUES (${quoteLiteral(name)}, ${quoteLiteral(partition)}, ${quoteLiteral(sequence)}::regclass, ${sequenceIsOurs})
  ON CONFLICT (table_name) DO UPDATE SET sequence = excluded.sequence, sequence_is_ours = excluded.sequence_is_ours`,
    `CREATE TRIGGER lifecycle_note_inserted_ids AFTER INSERT ON ${table}
  REFERENCING NEW TABLE AS inserted FOR EACH STATEMENT
  EXECUTE FUNCTION lifecycle.note_inserted_ids(${arguments_})`,
    `CREATE TRIGGER lifecycle_note_updated_id AFTER UPDATE OF ${id} ON ${table}
  FOR EACH ROW WHEN (OLD.${id} IS DISTINCT FROM NEW.${id})
  EXECUTE FUNCTION lifecycle.note_updated_id(${arguments_})`,
  ];
}

/** Takes the noting away; the map stays. */
export function forgetStatements({
  name,
  column,
  sequence,
  sequenceIsOurs,
}: KeyPlan): readonly string[] {
  const table = quoteQualified(column.table);
  return [
    `DROP TRIGGER lifecycle_note_inserted_ids ON ${table}`,
    `DROP TRIGGER lifecycle_note_updated_id ON ${table}`,
    `DELETE FROM lifecycle.conversion_keys WHERE table_name = ${quoteLiteral(name)}`,
    ...(sequenceIsOurs ? [`DROP SEQUENCE ${sequence}`] : []),
  ];
}

/**
 * Makes the sequence of a key that has none of its own, starting after the highest old id. If the type has
 * no room after it, the sequence starts again at the beginning, and the gaps are used.
 */
export function sequenceStatements({ name, column, sequence }: KeyPlan): readonly string[] {
  const id = quoteName(column.column);
  return [
    `CREATE SEQUENCE ${sequence} AS ${column.integerType} CYCLE`,
    `SELECT setval(${quoteLiteral(sequence)}, greatest(newest, 1), newest > 0) FROM (SELECT greatest(
    (SELECT coalesce(max(${id}), 0) FROM ${quoteQualified(column.table)}),
    (SELECT coalesce(max(old_id), 0) FROM lifecycle.id_map WHERE table_name = ${quoteLiteral(name)})) AS newest) AS ids`,
  ];
}

/** An identity's sequence becomes a plain one of the same name and state, or the other way round. */
export function identityStatements(
  { column, sequence }: KeyPlan,
  target: IdKind,
): {
  readonly before: readonly string[];
  readonly after: readonly string[];
} {
  const identity = column.default;
  if (identity?.kind !== 'identity') return { before: [], after: [] };
  const [schema, name] = splitQualified(sequence);
  const spare = `${name.slice(0, 50)}__kept`;
  const kept = `${schema}.${quoteName(spare)}`;
  const table = quoteQualified(column.table);
  const id = quoteName(column.column);
  const copyState = (from: string, to: string): string =>
    `SELECT setval(${quoteLiteral(to)}, last_value, is_called) FROM ${from}`;
  if (target === 'uuid') {
    return {
      before: [
        `CREATE SEQUENCE ${kept} ${identity.options}`,
        ownedLike('SEQUENCE', kept, column.table),
        copyState(sequence, kept),
        `ALTER TABLE ${table} ALTER COLUMN ${id} DROP IDENTITY`,
        `ALTER SEQUENCE ${kept} RENAME TO ${quoteName(name)}`,
      ],
      after: [`ALTER SEQUENCE ${sequence} OWNED BY ${table}.${id}`],
    };
  }
  return {
    before: [
      `ALTER SEQUENCE ${sequence} OWNED BY NONE`,
      `ALTER SEQUENCE ${sequence} RENAME TO ${quoteName(spare)}`,
    ],
    after: [
      `ALTER TABLE ${table} ALTER COLUMN ${id} ADD GENERATED ${identity.generated} AS IDENTITY (
    SEQUENCE NAME ${sequence} ${identity.options.replace(/^AS \S+ /, '')})`,
      copyState(kept, sequence),
      `DROP SEQUENCE ${kept}`,
    ],
  };
}

/** The two names as PostgreSQL quotes them; the second without its quotes. */
function splitQualified(name: string): readonly [schema: string, name: string] {
  const [, schema = 'public', local = name] =
    /^((?:"(?:[^"]|"")*"|[^".]+))\.(.+)$/s.exec(name) ?? [];
  const bare = local.startsWith('"') ? local.slice(1, -1).replaceAll('""', '"') : local;
  return [schema, bare];
}
