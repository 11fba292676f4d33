/** The parts of PostgreSQL's syntax tree (as libpg-query gives it, as plain data) that the rules read. */
export interface Nodes {
  readonly AlterObjectSchemaStmt: { readonly relation?: RangeVar };
  readonly AlterTableStmt: {
    readonly relation: RangeVar;
    readonly objtype: string;
    readonly cmds: readonly SyntaxTree[];
  };
  readonly AlterTableCmd: {
    readonly subtype: string;
    readonly name?: string;
    readonly def?: SyntaxTree;
  };
  readonly BoolExpr: { readonly boolop: string; readonly args: readonly SyntaxTree[] };
  readonly ColumnDef: { readonly colname: string; readonly constraints?: readonly SyntaxTree[] };
  readonly ColumnRef: { readonly fields: readonly SyntaxTree[] };
  readonly Constraint: Constraint;
  readonly CreateStmt: { readonly relation: RangeVar };
  readonly DefElem: { readonly defname: string };
  readonly DeleteStmt: { readonly relation: RangeVar };
  readonly DoStmt: object;
  readonly DropStmt: {
    readonly objects: readonly SyntaxTree[];
    readonly removeType: string;
    readonly concurrent?: boolean;
  };
  readonly FuncCall: object;
  readonly IndexStmt: {
    readonly relation: RangeVar;
    readonly idxname?: string;
    readonly concurrent?: boolean;
  };
  readonly InsertStmt: { readonly relation: RangeVar; readonly selectStmt?: SyntaxTree };
  readonly List: { readonly items: readonly SyntaxTree[] };
  readonly MergeStmt: { readonly relation: RangeVar };
  readonly NullTest: { readonly arg: SyntaxTree; readonly nulltesttype: string };
  readonly ReindexStmt: {
    readonly kind: string;
    readonly relation?: RangeVar;
    readonly name?: string;
    readonly params?: readonly SyntaxTree[];
  };
  readonly RenameStmt: { readonly relation?: RangeVar };
  readonly ResTarget: { readonly val?: SyntaxTree };
  readonly SelectStmt: {
    readonly valuesLists?: readonly SyntaxTree[];
    readonly targetList?: readonly SyntaxTree[];
    readonly intoClause?: SyntaxTree;
  };
  readonly String: { readonly sval: string };
  readonly TruncateStmt: { readonly relations: readonly SyntaxTree[] };
  readonly UpdateStmt: { readonly relation: RangeVar };
}

/** One node: an object with its kind as the only key. What the rules do not read is unknown. */
export type SyntaxTree = Readonly<Record<string, unknown>>;

/** A relation as it is spelled in a statement. `inh` is missing behind ONLY. */
export interface RangeVar {
  readonly schemaname?: string;
  readonly relname: string;
  readonly inh?: boolean;
}

export interface Constraint {
  readonly contype: string;
  readonly conname?: string;
  readonly indexname?: string;
  /** NOT VALID */
  readonly skip_validation?: boolean;
  /** Missing in trees of before PostgreSQL 18 and for kinds that are always enforced. */
  readonly is_enforced?: boolean;
  readonly generated_when?: string;
}

/** The fields of a node when it is of this kind. */
export function nodeOf<Kind extends keyof Nodes>(
  tree: SyntaxTree | undefined,
  kind: Kind,
): Nodes[Kind] | undefined {
  return tree?.[kind] as Nodes[Kind] | undefined;
}

/** Which kind of statement or expression this is, such as `IndexStmt`. */
export function kindOf(tree: SyntaxTree): string {
  return Object.keys(tree)[0] ?? '';
}

/** Every node inside a tree and the tree itself, of one kind. */
export function* nodesWithin<Kind extends keyof Nodes>(
  tree: unknown,
  kind: Kind,
): Generator<Nodes[Kind]> {
  if (Array.isArray(tree)) {
    for (const each of tree) yield* nodesWithin(each, kind);
  } else if (typeof tree === 'object' && tree !== null) {
    const found = (tree as SyntaxTree)[kind];
    if (typeof found === 'object' && found !== null) yield found as Nodes[Kind];
    for (const each of Object.values(tree)) yield* nodesWithin(each, kind);
  }
}

/** The actions of an ALTER TABLE, and none for other statements. */
export function actionsOf(tree: SyntaxTree): readonly Nodes['AlterTableCmd'][] {
  return (nodeOf(tree, 'AlterTableStmt')?.cmds ?? []).flatMap(
    (action) => nodeOf(action, 'AlterTableCmd') ?? [],
  );
}

/** The constraints written behind a column. */
export function columnConstraints(column: Nodes['ColumnDef']): readonly Constraint[] {
  return (column.constraints ?? []).flatMap((each) => nodeOf(each, 'Constraint') ?? []);
}
