import { numberOf } from '../syntax/constants.ts';
import {
  type Branch,
  isBranch,
  isList,
  nodeOf,
  parseSql,
  type Tree,
  textOf,
} from '../syntax/tree.ts';

export interface HeaderRewrite {
  /** Whose ids a parameter or result column holds, by its place among all of them. */
  parameter(place: number): string | undefined;
  /** Whose ids are returned. */
  readonly returns: string | undefined;
  /** The type of ids afterwards, without brackets. */
  typeOf(table: string): string;
  readonly target: 'uuid' | 'integer';
}

interface Edit {
  readonly start: number;
  readonly length: number;
  readonly by: string;
}

const integerTypes = /^(integer|bigint|smallint)/;

/** The head of a CREATE FUNCTION as PostgreSQL prints it, with other types for what holds ids. */
export async function rewriteHeader(definition: string, rewrite: HeaderRewrite): Promise<string> {
  const tree = await parseSql(definition);
  const statements = tree.stmts;
  const first = isList(statements) && isBranch(statements[0]) ? statements[0].stmt : undefined;
  const create = nodeOf(first, 'CreateFunctionStmt');
  if (create === undefined) throw new TypeError(`no function: ${definition.slice(0, 80)}`);
  const text = Buffer.from(definition);
  const edits: Edit[] = [];
  const parameters = isList(create.parameters) ? create.parameters : [];
  parameters.forEach((each, place) => {
    const parameter = nodeOf(each, 'FunctionParameter');
    const table = rewrite.parameter(place);
    if (parameter === undefined || table === undefined) return;
    edits.push(...typeEdit(text, parameter.argType, rewrite.typeOf(table)));
    edits.push(...defaultEdits(text, parameter.defexpr, table, rewrite));
  });
  const { returnType } = create;
  if (rewrite.returns !== undefined) {
    edits.push(...typeEdit(text, returnType, rewrite.typeOf(rewrite.returns)));
  } else if (isBranch(returnType) && parameters.length > 0) {
    // RETURNS repeats the type of a single OUT parameter.
    edits.push(...repeatedOut(text, parameters, returnType, rewrite));
  }
  return applied(text, edits);
}

function repeatedOut(
  text: Buffer,
  parameters: readonly Tree[],
  returnType: Branch,
  rewrite: HeaderRewrite,
): Edit[] {
  const out = parameters.flatMap((each, place) => {
    const mode = textOf(nodeOf(each, 'FunctionParameter')?.mode) ?? '';
    return mode === 'FUNC_PARAM_OUT' || mode === 'FUNC_PARAM_INOUT' ? [place] : [];
  });
  const [only] = out;
  const table = out.length === 1 && only !== undefined ? rewrite.parameter(only) : undefined;
  return table === undefined ? [] : typeEdit(text, returnType, rewrite.typeOf(table));
}

function typeEdit(text: Buffer, type: Tree, by: string): Edit[] {
  const start = isBranch(type) ? (type.location ?? 0) : undefined;
  if (typeof start !== 'number') return [];
  const rest = text.subarray(start).toString();
  const found = (/^SETOF\s+/i.exec(rest)?.[0] ?? '').length;
  const name = integerTypes.exec(rest.slice(found))?.[0] ?? /^uuid/.exec(rest.slice(found))?.[0];
  return name === undefined ? [] : [{ start: start + found, length: name.length, by }];
}

/** `DEFAULT 7`, `DEFAULT NULL::integer` */
function defaultEdits(
  text: Buffer,
  expression: Tree,
  table: string,
  rewrite: HeaderRewrite,
): Edit[] {
  const cast = nodeOf(expression, 'TypeCast');
  if (cast !== undefined) return typeEdit(text, cast.typeName, rewrite.typeOf(table));
  const constant = nodeOf(expression, 'A_Const');
  const start = constant?.location ?? 0;
  if (numberOf(expression) === undefined || typeof start !== 'number') return [];
  const number = /^-?\d+/.exec(text.subarray(start).toString())?.[0];
  if (number === undefined) return [];
  return [{ start, length: number.length, by: `lifecycle.id_of('${table}', ${number})` }];
}

function applied(text: Buffer, edits: readonly Edit[]): string {
  let result = text;
  for (const { start, length, by } of edits.toSorted((a, b) => b.start - a.start)) {
    result = Buffer.concat([
      result.subarray(0, start),
      Buffer.from(by),
      result.subarray(start + length),
    ]);
  }
  return result.toString();
}
