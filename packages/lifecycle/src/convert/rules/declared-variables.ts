import type { Token } from './sql-tokens.ts';

/** A variable of a PL/pgSQL block, and where its type stands. */
export interface DeclaredVariable {
  readonly name: string;
  readonly type: Token;
  /** `tasks.project_id%TYPE`: its type follows the column by itself. */
  readonly like: { readonly table: string; readonly column: string } | undefined;
  /** A number that it begins with. */
  readonly initial: Token | undefined;
}

/** The variables of all DECLARE sections whose type is one of `types`, or that of a column. */
export function declaredVariables(
  tokens: readonly Token[],
  types: ReadonlySet<string>,
): readonly DeclaredVariable[] {
  const found: DeclaredVariable[] = [];
  let declaring = false;
  let begins = false;
  tokens.forEach((token, place) => {
    if (token.kind === 'word' && token.text === 'declare') {
      declaring = true;
      begins = true;
      return;
    }
    if (token.kind === 'word' && token.text === 'begin') declaring = false;
    if (declaring && begins && token.kind === 'word') {
      const typeAt = tokens[place + 1]?.text === 'constant' ? place + 2 : place + 1;
      const variable = variableOf(token.text, tokens, typeAt, types);
      if (variable !== undefined) found.push(variable);
    }
    begins = token.text === ';';
  });
  return found;
}

function variableOf(
  name: string,
  tokens: readonly Token[],
  at: number,
  types: ReadonlySet<string>,
): DeclaredVariable | undefined {
  const type = tokens[at];
  if (type?.kind !== 'word') return undefined;
  const like = columnAt(tokens, at);
  if (like !== undefined) return { name, type, like, initial: undefined };
  if (!types.has(type.text)) return undefined;
  const sign = tokens[at + 1]?.text ?? '';
  const first = [':=', '=', 'default'].includes(sign) ? tokens[at + 2] : undefined;
  return { name, type, like, initial: first?.kind === 'number' ? first : undefined };
}

/** `schema.table.column%TYPE`, the schema at will. */
function columnAt(tokens: readonly Token[], at: number): DeclaredVariable['like'] {
  const names: string[] = [];
  let end = at;
  for (; tokens[end]?.kind === 'word'; end += 2) {
    names.push(tokens[end]?.text ?? '');
    if (tokens[end + 1]?.text !== '.') break;
  }
  const [table, column] = names.slice(-2);
  const isType = tokens[end + 1]?.text === '%' && tokens[end + 2]?.text === 'type';
  return isType && names.length > 1 && table !== undefined && column !== undefined
    ? { table, column }
    : undefined;
}
