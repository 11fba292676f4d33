import type { Token } from './sql-tokens.ts';

/** A column or variable as it is written: `t.id`, `p_task_id`. */
export interface Operand {
  readonly qualifier: string | undefined;
  readonly name: string;
}

/** Two operands that hold the same kind of thing. */
export type Pair = readonly [Operand, Operand];

const equal = new Set(['=', ':=', '<>', '!=', '<', '>', '<=', '>=', '=>']);

/** What stands on both sides of a comparison or an assignment. */
export function operandPairs(tokens: readonly Token[]): readonly Pair[] {
  return tokens.flatMap((token, place): Pair[] => {
    const isDistinct =
      token.text === 'from' && tokens[place - 1]?.text === 'distinct' && token.kind === 'word';
    if (!(token.kind === 'symbol' && equal.has(token.text)) && !isDistinct) return [];
    let before = place - 1;
    if (isDistinct) before -= tokens[place - 2]?.text === 'not' ? 3 : 2;
    const left = operandEndingAt(tokens, before);
    const right = operandAt(tokens, behindAny(tokens, place + 1));
    return left && right ? [[left, right.operand]] : [];
  });
}

/** `= ANY (ids)`: the place of `ids`. */
function behindAny(tokens: readonly Token[], place: number): number {
  return tokens[place]?.text === 'any' && tokens[place + 1]?.text === '(' ? place + 2 : place;
}

/** `INSERT INTO t (a, b) VALUES (x, y)` and `SELECT a, b INTO x, y`, also behind RETURNING. */
export function clausePairs(tokens: readonly Token[]): readonly Pair[] {
  return tokens.flatMap((token, place) => {
    if (token.kind !== 'word' || token.text !== 'into') return [];
    return tokens[place - 1]?.text === 'insert'
      ? insertPairs(tokens, place + 1)
      : intoPairs(tokens, place);
  });
}

function insertPairs(tokens: readonly Token[], place: number): Pair[] {
  const table = tokens[place + 1]?.text === '.' ? tokens[place + 2] : tokens[place];
  const open = tokens.findIndex((token, at) => at > place && token.text === '(');
  if (table === undefined || open < 0 || open > place + 4) return [];
  const columns = listAt(tokens, open + 1);
  const close = tokens.findIndex((token, at) => at > open && token.text === ')');
  if (tokens[close + 1]?.text !== 'values' || tokens[close + 2]?.text !== '(') return [];
  const values = listAt(tokens, close + 3);
  return columns.flatMap((column, at): Pair[] => {
    const value = values[at];
    return column && value ? [[{ qualifier: table.text, name: column.name }, value]] : [];
  });
}

function intoPairs(tokens: readonly Token[], place: number): Pair[] {
  const before = tokens.slice(0, place);
  const start = before.findLastIndex(({ text }) => text === 'select' || text === 'returning');
  if (start < 0 || before.slice(start).some(({ text }) => text === ';')) return [];
  const strict = tokens[place + 1]?.text === 'strict' ? 1 : 0;
  const targets = listAt(tokens, place + 1 + strict);
  const sources = listAt(tokens, start + 1);
  return targets.flatMap((target, at): Pair[] => {
    const source = sources[at];
    return target && source ? [[target, source]] : [];
  });
}

/**
 * What a function returns, by position: after RETURN or RETURN QUERY, or in the last query of an SQL
 * function. Undefined where it is more than a name.
 */
export function returnedOperands(
  tokens: readonly Token[],
  language: 'sql' | 'plpgsql',
): readonly (Operand | undefined)[] {
  const words = new Set(language === 'sql' ? ['select', 'returning', 'return'] : ['return']);
  const starts = tokens.flatMap(({ kind, text }, place) =>
    kind === 'word' && words.has(text) && depthAt(tokens, place) === 0 ? [place] : [],
  );
  const candidates = (language === 'sql' ? starts.slice(-1) : starts).map((start) => {
    let place = start + 1;
    for (const skipped of ['query', '(', 'select', 'distinct']) {
      if (tokens[place]?.text === skipped) place += 1;
    }
    return listAt(tokens, place);
  });
  return candidates.find((list) => list.some((each) => each !== undefined)) ?? [];
}

function depthAt(tokens: readonly Token[], place: number): number {
  let depth = 0;
  for (const { text, kind } of tokens.slice(0, place)) {
    if (kind === 'symbol' && text === '(') depth += 1;
    if (kind === 'symbol' && text === ')') depth -= 1;
  }
  return depth;
}

const listEnds = new Set(['from', 'into', 'where', ';', 'using', 'values', 'returning', 'union']);

/** Items between commas; undefined for one that is more than a name (and an alias). */
function listAt(tokens: readonly Token[], start: number): readonly (Operand | undefined)[] {
  const items: (Operand | undefined)[] = [];
  for (let place = start; place < tokens.length; ) {
    const operand = operandAt(tokens, place);
    let end = operand?.end ?? place;
    if (operand && tokens[end]?.text === 'as') end += 2;
    const whole = operand !== undefined && isListEnd(tokens[end]);
    items.push(whole ? operand.operand : undefined);
    end = endOfItem(tokens, place);
    if (tokens[end]?.text !== ',') break;
    place = end + 1;
  }
  return items;
}

const isListEnd = (token: Token | undefined): boolean =>
  token === undefined || token.text === ',' || token.text === ')' || listEnds.has(token.text);

function endOfItem(tokens: readonly Token[], start: number): number {
  let depth = 0;
  for (let place = start; place < tokens.length; place += 1) {
    const token = tokens[place];
    if (depth === 0 && isListEnd(token)) return place;
    if (token?.kind === 'symbol' && token.text === '(') depth += 1;
    if (token?.kind === 'symbol' && token.text === ')') depth -= 1;
  }
  return tokens.length;
}

/** A name, with its qualifiers, that is not the name of a function. */
function operandAt(
  tokens: readonly Token[],
  place: number,
): { readonly operand: Operand; readonly end: number } | undefined {
  const names: string[] = [];
  let at = place;
  for (; tokens[at]?.kind === 'word'; at += 2) {
    names.push(tokens[at]?.text ?? '');
    if (tokens[at + 1]?.text !== '.') {
      at += 1;
      break;
    }
  }
  const name = names.at(-1);
  if (name === undefined || tokens[at]?.text === '(') return undefined;
  return { operand: { qualifier: names.at(-2), name }, end: at };
}

function operandEndingAt(tokens: readonly Token[], place: number): Operand | undefined {
  const last = tokens[place];
  if (last?.kind !== 'word') return undefined;
  const qualified = tokens[place - 1]?.text === '.' && tokens[place - 2]?.kind === 'word';
  return { qualifier: qualified ? tokens[place - 2]?.text : undefined, name: last.text };
}
