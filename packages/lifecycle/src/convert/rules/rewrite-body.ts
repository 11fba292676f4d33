import { declaredVariables } from './declared-variables.ts';
import type { FunctionContext, FunctionIds, FunctionText } from './function-ids.ts';
import { sqlTokens, type Token } from './sql-tokens.ts';

export interface BodyRewrite {
  /** The type of ids afterwards: `uuid`, or the integer type of a table's key. */
  typeOf(table: string): string;
  readonly target: 'uuid' | 'integer';
}

interface Edit {
  readonly start: number;
  readonly end: number;
  readonly by: string;
}

const equal = new Set(['=', ':=', '<>', '!=']);

/**
 * Rewrites a function's body for the other kind of ids: the types of its variables, and numbers that
 * ids are compared with (`project_id = 7`, `project_id IN (1, 2)`, `v_id := 7`), or the way back.
 */
export function rewriteBody(
  { body, language }: FunctionText,
  { variables, pointsOf }: FunctionIds,
  { idTypes }: Pick<FunctionContext, 'idTypes'>,
  rewrite: BodyRewrite,
): string {
  const tokens = sqlTokens(body);
  const edits: Edit[] = [];
  if (language === 'plpgsql') {
    for (const { name, type, like, initial } of declaredVariables(tokens, idTypes)) {
      const table = like === undefined ? variables.get(name) : undefined;
      if (table === undefined) continue;
      edits.push({ start: type.start, end: type.end, by: rewrite.typeOf(table) });
      if (initial !== undefined && rewrite.target === 'uuid') edits.push(callOf(initial, table));
    }
  }
  edits.push(...(rewrite.target === 'uuid' ? toCalls(tokens, pointsOf) : toNumbers(tokens)));
  let text = body;
  for (const { start, end, by } of edits.toSorted((a, b) => b.start - a.start)) {
    text = text.slice(0, start) + by + text.slice(end);
  }
  return text;
}

const callOf = ({ start, end, text }: Token, table: string): Edit => ({
  start,
  end,
  by: `lifecycle.id_of('${table}', ${text})`,
});

function toCalls(tokens: readonly Token[], pointsOf: FunctionIds['pointsOf']): Edit[] {
  const tableBefore = (place: number): string | undefined => {
    const name = tokens[place];
    if (name?.kind !== 'word') return undefined;
    const qualified = tokens[place - 1]?.text === '.';
    return pointsOf({
      qualifier: qualified ? tokens[place - 2]?.text : undefined,
      name: name.text,
    });
  };
  return tokens.flatMap((token, place): Edit[] => {
    if (token.kind === 'symbol' && equal.has(token.text)) {
      const number = tokens[place + 1];
      const table = tableBefore(place - 1);
      return number?.kind === 'number' && table !== undefined ? [callOf(number, table)] : [];
    }
    if (token.kind === 'word' && token.text === 'in' && tokens[place + 1]?.text === '(') {
      const table = tableBefore(tokens[place - 1]?.text === 'not' ? place - 2 : place - 1);
      const close = tokens.findIndex(({ text }, at) => at > place && text === ')');
      const inside = tokens.slice(place + 2, close);
      const plain = inside.every(({ kind, text }) => kind === 'number' || text === ',');
      if (table === undefined || !plain) return [];
      return inside.filter(({ kind }) => kind === 'number').map((number) => callOf(number, table));
    }
    return [];
  });
}

/** `lifecycle.id_of('…', 7)` → `7` */
function toNumbers(tokens: readonly Token[]): Edit[] {
  return tokens.flatMap((token, place): Edit[] => {
    const texts = tokens.slice(place, place + 8).map(({ text }) => text);
    const [schema, dot, name, open, , comma, number, close] = texts;
    const last = tokens[place + 7];
    const isCall = [schema, dot, name, open, comma, close].join(' ') === 'lifecycle . id_of ( , )';
    return isCall && number !== undefined && last !== undefined
      ? [{ start: token.start, end: last.end, by: number }]
      : [];
  });
}
