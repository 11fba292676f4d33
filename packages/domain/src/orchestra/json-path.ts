import {
  type FilterFunction,
  FunctionExpressionType,
  JSONPathEnvironment,
  type JSONPathQuery,
  type JSONValue,
} from 'json-p3';
import { jsonSize } from './json-size.ts';
import { Re2Expression } from './safe-regex.ts';

/** Nodes that a query may visit, by the worst it could do. */
const maxWork = 30_000_000;
const maxFound = 200_000;
const maxDepth = 500;

/** `match` and `search` of RFC 9535 on RE2: their patterns may come from the data that is looked through. */
function regexFunction(isWhole: boolean): FilterFunction {
  // A filter asks for the same pattern again and again.
  let last: { readonly pattern: string; readonly compiled: Re2Expression } | null = null;
  return {
    argTypes: [FunctionExpressionType.ValueType, FunctionExpressionType.ValueType],
    returnType: FunctionExpressionType.LogicalType,
    call: (text: unknown, pattern: unknown): boolean => {
      if (typeof text !== 'string' || typeof pattern !== 'string') return false;
      try {
        if (last?.pattern !== pattern) {
          const compiled = new Re2Expression(isWhole ? `^(?:${pattern})$` : pattern);
          last = { pattern, compiled };
        }
        return last.compiled.test(text);
      } catch {
        return false;
      }
    },
  };
}

const environment = new JSONPathEnvironment({ maxRecursionDepth: maxDepth });
environment.functionRegister.set('match', regexFunction(true));
environment.functionRegister.set('search', regexFunction(false));

export interface JsonPath {
  /** Whether it can find one value at most. */
  readonly isSingular: boolean;
  readonly query: JSONPathQuery;
  readonly cost: PathCost;
}

/** A query of RFC 9535; null for what is none. */
export function jsonPath(written: string): JsonPath | null {
  try {
    const query = environment.compile(written);
    return { isSingular: query.singularQuery(), query, cost: pathCost(written) };
  } catch {
    return null;
  }
}

/** What a query finds, in order; null where it would take too long or find too much. */
export function findByPath({ query, cost }: JsonPath, data: unknown): readonly unknown[] | null {
  const { nodes, depth } = jsonSize(data);
  if (depth >= maxDepth) return null;
  const work = nodes * Math.max(1, depth) ** cost.byDepth * nodes ** cost.bySize;
  if (work > maxWork && cost.byDepth + cost.bySize > 0) return null;
  try {
    const found: unknown[] = [];
    for (const { value } of query.lazyQuery(data as JSONValue)) {
      if (found.length === maxFound) return null;
      found.push(value);
    }
    return found;
  } catch {
    // Deeper than the library goes.
    return null;
  }
}

/** How often a query may look at everything for each thing that it looks at. */
interface PathCost {
  readonly byDepth: number;
  readonly bySize: number;
}

/**
 * Each `..` after the first may look at every node once for each of its ancestors; each `$` in a filter looks at
 * everything for each node that is filtered.
 */
function pathCost(written: string): PathCost {
  const bare = written.replaceAll(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/g, '""');
  const descents = bare.split('..').length - 1;
  const roots = bare.split('$').length - 2;
  const nested = bare.split('?').length - 1;
  return {
    byDepth: Math.max(0, descents - 1) + (descents > 0 && nested > 0 ? 1 : 0),
    bySize: Math.max(0, roots),
  };
}
