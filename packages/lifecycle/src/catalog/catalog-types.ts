/** What a database holds beside its rows, as PostgreSQL's own functions write it. */
export interface Catalog {
  readonly extensions: readonly Extension[];
  readonly schemas: readonly string[];
  readonly collations: readonly Collation[];
  readonly types: readonly Type[];
  readonly sequences: readonly Sequence[];
  readonly functions: readonly Routine[];
  readonly tables: readonly Table[];
  /** Each after the ones that it reads. */
  readonly views: readonly View[];
  /** Rules, policies, statistics, aggregates, and whatever else lies in a schema. */
  readonly others: readonly OtherObject[];
  /** What lies in no schema: publications, event triggers, casts and the like. */
  readonly globals: readonly GlobalObject[];
  /** Foreign servers. */
  readonly servers: readonly Server[];
  /** Who needs whom, for dropping and making again in order; says nothing of its own. */
  readonly dependencies: readonly Dependency[];
}

export interface Named {
  readonly schema: string;
  readonly name: string;
}

/** `definition` is a whole statement without its semicolon. */
export interface NamedDefinition extends Named {
  readonly definition: string;
}

export interface Extension {
  readonly name: string;
  readonly schema: string;
}

export interface Collation extends Named {
  readonly provider: string;
  readonly locale: string;
  readonly deterministic: boolean;
}

export interface Type extends NamedDefinition {
  readonly kind: 'enum' | 'domain' | 'composite' | 'range';
  /** Of an enum, in their order. */
  readonly values: readonly string[];
  /** Of a domain. */
  readonly base: string | null;
  readonly default: string | null;
  readonly notNull: boolean;
  readonly constraints: readonly { readonly name: string; readonly definition: string }[];
  /** When it was made, counted by the server: an order in which they can be made again. */
  readonly made: number;
}

export interface Sequence extends NamedDefinition {
  readonly unlogged: boolean;
  /** All of them, as they stand behind `CREATE SEQUENCE name`. */
  readonly options: string;
  /** The column with which it is dropped. */
  readonly ownedBy: (Named & { readonly column: string }) | null;
}

export interface Routine extends NamedDefinition {
  /** With its arguments: `schema.name(integer, text)`; also its identity. */
  readonly name: string;
  readonly kind: 'function' | 'procedure';
  readonly arguments: string;
  readonly result: string | null;
  readonly made: number;
}

export interface Table extends Named {
  readonly kind: 'table' | 'partitioned table' | 'foreign table';
  readonly unlogged: boolean;
  /** Storage parameters, such as `fillfactor=50`, by name; those of its TOAST table as `toast.…`. */
  readonly options: readonly string[];
  readonly rowSecurity: boolean;
  /** For the owner too; it can be said while row security is off. */
  readonly rowSecurityForced: boolean;
  /** As it stands behind REPLICA IDENTITY: `DEFAULT`, or `USING INDEX "orders_pkey"`. */
  readonly replicaIdentity: string;
  /** The index by which CLUSTER sorts the rows, by its name within the schema. */
  readonly clusteredOn: string | null;
  /** Null for a foreign and a partitioned table, unless it says what its partitions have. */
  readonly accessMethod: string | null;
  /** Of a foreign table. */
  readonly server: string | null;
  /** Of a foreign table, each `name=value`, by name. */
  readonly foreignOptions: readonly string[];
  /** The composite type by which it was declared, as PostgreSQL writes it. */
  readonly ofType: string | null;
  /** Those that name it. */
  readonly publications: readonly Publishing[];
  readonly partitionKey: string | null;
  readonly partitionBound: string | null;
  /** Parents, of a partition or by INHERITS. */
  readonly inherits: readonly Named[];
  readonly columns: readonly Column[];
  readonly constraints: readonly Constraint[];
  /** Without those that stand behind a constraint. */
  readonly indexes: readonly Index[];
  readonly triggers: readonly Trigger[];
}

/** That a publication names a table. */
export interface Publishing {
  readonly name: string;
  /** As it stands behind the table's name: its columns, and which rows. */
  readonly what: string;
}

export interface Column {
  readonly name: string;
  readonly type: string;
  readonly notNull: boolean;
  /** From PostgreSQL 18 on NOT NULL can be declared without a look at the rows that stand. */
  readonly notNullValid: boolean;
  /** False for NO INHERIT, which PostgreSQL knows from 18 on. */
  readonly notNullForHeirs: boolean;
  /** `schema.name`, where it is not the type's own. */
  readonly collation: string | null;
  readonly default: string | null;
  /** `stored`, `virtual` for a generated column, whose expression stands in `default`. */
  readonly generated: 'stored' | 'virtual' | null;
  readonly identity: 'ALWAYS' | 'BY DEFAULT' | null;
  /** Of an identity column's sequence, as they stand behind `AS IDENTITY`. */
  readonly identityOptions: string | null;
  /** Where it is not the type's own: `EXTERNAL`. */
  readonly storage: string | null;
  readonly compression: string | null;
  /** How many values ANALYZE keeps of it; null for the server's own number. */
  readonly statistics: number | null;
  /** What the planner is told instead of what it finds: `n_distinct=5`. */
  readonly options: readonly string[];
  /** Of a foreign table, each `name=value`, by name. */
  readonly foreignOptions: readonly string[];
  /** False where it is there only because a parent has it. For making it; no statement changes it. */
  readonly local: boolean;
}

export interface Constraint {
  readonly name: string;
  readonly kind: 'primary key' | 'unique' | 'check' | 'exclusion' | 'foreign key';
  readonly definition: string;
  readonly columns: readonly string[];
  readonly validated: boolean;
  /** For a foreign key. */
  readonly references: Named | null;
  readonly referencedColumns: readonly string[];
  /** What happens on update, on delete, and how NULLs match. */
  readonly actions: string | null;
  /** Of the index behind it, from `USING` on. */
  readonly indexBody: string | null;
  /** Of the index behind it, see {@link Index}. */
  readonly statistics: readonly string[];
  /** Those by which it is kept and that do not fire as usual: `RI_FKey_check_ins D`. */
  readonly triggers: string | null;
  /** It came from a parent table, and is made and dropped with the parent's. */
  readonly inherited: boolean;
}

export interface Index {
  readonly name: string;
  readonly definition: string;
  /** The definition from `USING` on. */
  readonly body: string;
  readonly unique: boolean;
  /** False for what a broken CREATE INDEX CONCURRENTLY left. */
  readonly valid: boolean;
  /** Of its expressions, each as it stands behind ALTER INDEX: `ALTER COLUMN 1 SET STATISTICS 500`. */
  readonly statistics: readonly string[];
  readonly inherited: boolean;
}

export interface Trigger {
  readonly name: string;
  readonly definition: string;
  /** `O` always but in replication, `D` disabled, `R` only in replication, `A` always. */
  readonly enabled: string;
  /** It came from the partitioned table, and is made and dropped with that one's. */
  readonly inherited: boolean;
}

export interface View extends NamedDefinition {
  readonly materialized: boolean;
  readonly options: readonly string[];
  /** What CREATE does not say, as it stands behind ALTER: `ALTER COLUMN id SET STATISTICS 5`. */
  readonly alterations: readonly string[];
  readonly indexes: readonly Index[];
  readonly triggers: readonly Trigger[];
}

export interface OtherObject extends Named {
  /** `rule`, `policy`, `statistics object`, `aggregate`, `operator` … */
  readonly kind: string;
  /** The table that it is on. */
  readonly table: string | null;
  readonly definition: string;
  /** Whether the definition is a statement that makes it again. */
  readonly makable: boolean;
  /** The statement that takes it away. */
  readonly drop: string;
}

/** Its schema is the empty text. */
export interface GlobalObject extends OtherObject {
  /** The schemas whose objects it is about; each of them for one that is about everything. */
  readonly concerns: readonly string[];
}

export interface Server {
  readonly name: string;
  /** The foreign-data wrapper. */
  readonly wrapper: string;
  readonly type: string | null;
  readonly version: string | null;
  /** Each `name=value`, by name. */
  readonly options: readonly string[];
}

/** Kind, schema, name and the part of a table: `['column', 'shop', 'orders', 'id']`. */
export type Reference = readonly [kind: string, schema: string, name: string, part: string];

export interface Dependency {
  readonly from: Reference;
  readonly needs: Reference;
}
