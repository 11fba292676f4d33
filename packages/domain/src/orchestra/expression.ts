import jsonata from 'jsonata';
import { isRecord } from '../kernel/is-record.ts';
import { type Json, jsonFault } from './json.ts';
import { Re2Expression } from './safe-regex.ts';

/** What an expression may take: parts evaluated plus things looked at, nesting, items of a list, characters of a text. */
export const expressionLimits = {
  work: 1_000_000,
  depth: 200,
  items: 5000,
  characters: 1_000_000,
} as const;

export type ExpressionResult =
  /** Null where nothing came out. */
  | { readonly ok: true; readonly value: Json }
  | {
      readonly ok: false;
      readonly code: 'syntax' | 'failed' | 'too_much' | 'too_long' | 'not_json';
      /** Of the library, in English; shortened. */
      readonly message: string;
      /** Characters from the beginning, where it is known. */
      readonly position: number | null;
    };

export interface ExpressionTools {
  /** Milliseconds since 1970, for `$now()` and `$millis()`. */
  readonly now: number;
  /** Whether the time is up. The caller looks at the clock. */
  readonly isExpired: () => boolean;
  /** Lets others have their turn; called now and then. */
  readonly breathe?: () => Promise<void>;
  /** Named values: `$ctx`, `$suite`, `$data`. */
  readonly variables?: Readonly<Record<string, unknown>>;
}

class Refused extends Error {
  readonly code: 'too_much' | 'too_long';

  constructor(code: 'too_much' | 'too_long') {
    super(code === 'too_much' ? 'The expression does too much.' : 'The expression takes too long.');
    this.code = code;
  }
}

/** Why an expression cannot be read; null where it can. */
export function expressionFault(
  written: string,
): { message: string; position: number | null } | null {
  try {
    jsonata(written);
    return null;
  } catch (error) {
    const { message, position } = faultOf(error);
    return { message, position };
  }
}

/**
 * The value of a JSONata expression over `input`. It reaches nothing but what it is given: no clock, no chance, no code
 * made from text. Bounded by a count of what it does and by `isExpired`; never throws.
 */
export async function evaluateExpression(
  written: string,
  input: unknown,
  tools: ExpressionTools,
): Promise<ExpressionResult> {
  try {
    const expression = jsonata(written, {
      RegexEngine: Re2Expression as unknown as RegExpConstructor,
      sequence: expressionLimits.items,
      stack: expressionLimits.depth,
    });
    const budget = new Budget(tools);
    // Looked up by the library before and after each part that it evaluates.
    const hooks = expression as { assign(name: string | symbol, value: unknown): void };
    hooks.assign(Symbol.for('jsonata.__evaluate_entry'), () => budget.enter());
    hooks.assign(
      Symbol.for('jsonata.__evaluate_exit'),
      (_part: unknown, _input: unknown, _frame: unknown, result: unknown) => budget.take(result),
    );
    closeFunctions(expression, tools.now);
    const value: unknown = await expression.evaluate(input, { ...tools.variables });
    return plainResult(value);
  } catch (error) {
    if (error instanceof Refused)
      return { ok: false, code: error.code, message: error.message, position: null };
    return { ok: false, ...faultOf(error) };
  }
}

/** Evaluating a part takes as long as looking at some ten things. */
const partCost = 10;

/** Counts what an expression does, and ends it. */
class Budget {
  private readonly tools: ExpressionTools;
  private left: number = expressionLimits.work;
  private readonly weights = new WeakMap<object, number>();

  constructor(tools: ExpressionTools) {
    this.tools = tools;
  }

  async enter(): Promise<void> {
    this.left -= partCost;
    if (this.left < 0) throw new Refused('too_much');
    if (this.tools.isExpired()) throw new Refused('too_long');
    if (this.left % 10_000 < partCost) await this.tools.breathe?.();
  }

  /** What was made weighs as much as it would when written out, also where its parts are shared. */
  take(result: unknown): void {
    if (this.weigh(result, 0) > expressionLimits.characters) throw new Refused('too_much');
  }

  private weigh(value: unknown, depth: number): number {
    if (typeof value === 'string') return value.length + 2;
    if (typeof value !== 'object' || value === null || isFunction(value)) return 8;
    const known = this.weights.get(value);
    if (known !== undefined) return known;
    if (depth > expressionLimits.depth) throw new Refused('too_much');
    const isList = Array.isArray(value);
    const items: unknown[] = isList ? value : Object.values(value);
    this.left -= items.length;
    // Some functions look at each item once for each other one.
    if (this.left < 0 || (isList && items.length > expressionLimits.items))
      throw new Refused('too_much');
    let sum = 2;
    for (const item of items) {
      sum += this.weigh(item, depth + 1);
      if (sum > expressionLimits.characters) break;
    }
    // Lists grow after they were weighed; objects do not.
    if (!isList) this.weights.set(value, sum);
    return sum;
  }
}

/** Whether a value is one of the library's functions: their frames hold functions, which no data has. */
function isFunction(value: object): boolean {
  if ('implementation' in value) return typeof value.implementation === 'function';
  if (!('environment' in value)) return false;
  const frame = value.environment;
  return isRecord(frame) && typeof frame.bind === 'function';
}

/** In place of functions that would reach out, or make more of one text than there is room for. */
function closeFunctions(expression: jsonata.Expression, now: number): void {
  const refuse = () => {
    throw new Refused('too_much');
  };
  expression.registerFunction('now', () => new Date(now).toISOString(), '<s?s?:s>');
  expression.registerFunction('millis', () => now, '<:n>');
  expression.registerFunction('pad', padded, '<s-ns?:s>');
  for (const name of ['random', 'shuffle', 'eval']) expression.registerFunction(name, refuse);
}

function padded(text: string, width: number, filling = ' '): string {
  if (Math.abs(width) > expressionLimits.characters) throw new Refused('too_much');
  const character = filling === '' ? ' ' : filling;
  return width < 0 ? text.padStart(-width, character) : text.padEnd(width, character);
}

/** Plain data alone: what the library notes on its lists is left behind, and what is no JSON is null. */
function plainResult(value: unknown): ExpressionResult {
  if (value === undefined) return { ok: true, value: null };
  const written = JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'function' || (isRecord(part) && isFunction(part)) ? null : part,
  );
  const plain: unknown = written === undefined ? null : JSON.parse(written);
  const fault = jsonFault(plain);
  if (fault !== null) return { ok: false, code: 'not_json', message: fault.code, position: null };
  return { ok: true, value: plain as Json };
}

function faultOf(error: unknown): {
  code: 'syntax' | 'failed' | 'too_much';
  message: string;
  position: number | null;
} {
  const fields = isRecord(error) ? error : {};
  const written = typeof fields.code === 'string' ? fields.code : '';
  const isSyntax = written.startsWith('S');
  // D1011: nested too deeply; D2014, D2015: too many items. A RangeError is a stack or a text that ran out.
  const isTooMuch = /^D(?:1011|2014|2015)$/.test(written) || error instanceof RangeError;
  return {
    code: isSyntax ? 'syntax' : isTooMuch ? 'too_much' : 'failed',
    message: String(fields.message ?? 'The expression failed.').slice(0, 300),
    position: typeof fields.position === 'number' ? fields.position : null,
  };
}
