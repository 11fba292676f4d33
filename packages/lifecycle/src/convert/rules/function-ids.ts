import { declaredVariables } from './declared-variables.ts';
import {
  clausePairs,
  type Operand,
  operandPairs,
  type Pair,
  returnedOperands,
} from './operand-pairs.ts';
import { sqlTokens } from './sql-tokens.ts';

/** A function as far as its ids matter. */
export interface FunctionText {
  readonly language: 'sql' | 'plpgsql';
  readonly body: string;
  /** Parameters and result columns in their order; unnamed ones are `$1`, `$2`. */
  readonly parameters: readonly {
    readonly name: string;
    /** Whether its type is that of ids (or of arrays of them) now. */
    readonly mayHold: boolean;
    readonly isResult: boolean;
  }[];
  /** The tables whose triggers call it: what NEW and OLD are. */
  readonly triggerTables: readonly string[];
}

/** What is known around a function. */
export interface FunctionContext {
  /** Whose ids a column of a table (without schema) holds. */
  columnPoints(table: string, column: string): string | undefined;
  /** Tables with converted columns, without schema. */
  readonly tables: ReadonlySet<string>;
  /** The table that a variable's name tells. */
  pointsByName(name: string): string | undefined;
  /** The types that ids have now: `integer`, `int`, …, or `uuid`. */
  readonly idTypes: ReadonlySet<string>;
  /** What the operator says: parameter or variable → table, or null for "no id". */
  readonly told: Readonly<Record<string, string | null>>;
}

export interface FunctionIds {
  /** Parameters and variables that hold ids → the table. */
  readonly variables: ReadonlyMap<string, string>;
  /** Whose id is returned, where a plain id is. */
  readonly returns: string | undefined;
  /** The same for any column or variable in the text. */
  pointsOf(operand: Operand): string | undefined;
}

/**
 * Finds which parameters, variables and results of a function hold ids: by their names, by what they are
 * compared with, assigned to or selected into, and by each other.
 */
export function findFunctionIds(text: FunctionText, context: FunctionContext): FunctionIds {
  const tokens = sqlTokens(text.body);
  const declared = text.language === 'plpgsql' ? declaredVariables(tokens, context.idTypes) : [];
  const names = new Set([
    ...text.parameters.filter(({ mayHold }) => mayHold).map(({ name }) => name),
    ...declared.map(({ name }) => name),
  ]);
  text.parameters.forEach(({ mayHold }, place) => {
    if (mayHold) names.add(`$${place + 1}`);
  });
  const variables = new Map<string, string>();
  const note = (name: string, table: string | undefined): boolean => {
    const told = context.told[name];
    if (!names.has(name) || variables.has(name) || table === undefined || told === null)
      return false;
    variables.set(name, table);
    return true;
  };
  for (const [name, table] of Object.entries(context.told)) note(name, table ?? undefined);
  for (const { name, like } of declared) {
    if (like !== undefined) note(name, context.columnPoints(like.table, like.column));
  }
  for (const name of names) note(name, context.pointsByName(name));

  const aliases = aliasesOf(tokens, context.tables);
  // A bare name is a column of the tables in the text; the row of a trigger is always named.
  const mentioned = [...new Set([...aliases.values()].flat())];
  for (const row of ['new', 'old']) aliases.set(row, text.triggerTables);
  const pointsOf = ({ qualifier, name }: Operand): string | undefined => {
    if (qualifier === undefined && variables.has(name)) return variables.get(name);
    const tables = qualifier === undefined ? mentioned : aliases.get(qualifier);
    const found = new Set((tables ?? []).map((table) => context.columnPoints(table, name)));
    found.delete(undefined);
    return found.size === 1 ? [...found][0] : undefined;
  };
  const results = text.parameters.filter(({ isResult }) => isResult).map(({ name }) => name);
  const returned = returnedOperands(tokens, text.language);
  const pairs: Pair[] = [
    ...operandPairs(tokens),
    ...clausePairs(tokens),
    ...results.flatMap((name, place): Pair[] => {
      const operand = returned[place];
      return operand === undefined ? [] : [[{ qualifier: undefined, name }, operand]];
    }),
    ...text.parameters.map(
      ({ name }, place): Pair => [
        { qualifier: undefined, name },
        { qualifier: undefined, name: `$${place + 1}` },
      ],
    ),
  ];
  for (let moved = true; moved; ) {
    moved = false;
    for (const [left, right] of pairs) {
      if (left.qualifier === undefined) moved = note(left.name, pointsOf(right)) || moved;
      if (right.qualifier === undefined) moved = note(right.name, pointsOf(left)) || moved;
    }
  }
  const [first] = returned;
  const told = context.told.returns;
  const returns = told === null ? undefined : (told ?? (first && pointsOf(first)));
  return { variables, returns: results.length === 0 ? returns : undefined, pointsOf };
}

const notAliases = new Set(
  'as on where set using join left right inner full cross natural group order limit offset for values select returning union into loop and or when then end having window do default from is not'.split(
    ' ',
  ),
);

/** What tables are called in the text: their own name, and each alias behind it. */
function aliasesOf(
  tokens: ReturnType<typeof sqlTokens>,
  tables: ReadonlySet<string>,
): Map<string, readonly string[]> {
  const aliases = new Map<string, readonly string[]>();
  tokens.forEach(({ kind, text }, place) => {
    if (kind !== 'word' || !tables.has(text)) return;
    aliases.set(text, [text]);
    const next = tokens[place + 1]?.text === 'as' ? tokens[place + 2] : tokens[place + 1];
    if (next?.kind === 'word' && !notAliases.has(next.text)) aliases.set(next.text, [text]);
  });
  return aliases;
}
