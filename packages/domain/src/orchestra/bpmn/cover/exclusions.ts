import { bpmnError } from '../errors.ts';
import { type Expression, parseExpression } from './condition-expression.ts';
import type { Criterion } from './criterion.ts';

/** What may be tried where ways do not go together: go without one, or over another. */
export type Repair = { readonly without: string } | { readonly over: string };

/** Says of the ways of a scenario what is wrong with them; empty if they go together. */
export type Excluding = (taken: ReadonlySet<string>) => readonly Repair[];

/**
 * The exclusions of a criterion as one question; undefined if there are none.
 * @throws ERR_COVERAGE_FLOW_UNKNOWN { flow }, ERR_COVERAGE_EXPRESSION { position, expression }
 */
export function readExclusions(
  { exclusions, conditions }: Criterion,
  isKnown: (flow: string) => boolean,
): Excluding | undefined {
  const known = (flow: string) => {
    if (!isKnown(flow)) throw bpmnError('ERR_COVERAGE_FLOW_UNKNOWN', { flow: flow.slice(0, 200) });
  };
  for (const flows of Object.values(conditions)) flows.forEach(known);
  const checks = exclusions.map((exclusion): Excluding => {
    if ('flows' in exclusion) {
      exclusion.flows.forEach(known);
      return pair(exclusion.flows);
    }
    const expression = parseExpression(exclusion.expression, (name) =>
      Object.hasOwn(conditions, name),
    );
    return (taken) => {
      const isTrue = (name: string) => (conditions[name] ?? []).some((flow) => taken.has(flow));
      if (!holds(expression, isTrue)) return [];
      return repairs(expression, true, isTrue).flatMap(({ name, makes }) =>
        (conditions[name] ?? []).flatMap((flow): Repair[] => {
          if (makes) return [{ over: flow }];
          return taken.has(flow) ? [{ without: flow }] : [];
        }),
      );
    };
  });
  if (checks.length === 0) return undefined;
  return (taken) => checks.map((check) => check(taken)).find((found) => found.length > 0) ?? [];
}

function pair([one, other]: readonly [string, string]): Excluding {
  return (taken) =>
    taken.has(one) && taken.has(other) ? [{ without: other }, { without: one }] : [];
}

function holds(expression: Expression, isTrue: (name: string) => boolean): boolean {
  switch (expression.kind) {
    case 'name':
      return isTrue(expression.name);
    case 'not':
      return !holds(expression.of, isTrue);
    case 'and':
      return expression.of.every((part) => holds(part, isTrue));
    case 'or':
      return expression.of.some((part) => holds(part, isTrue));
  }
}

/** Names that, were they otherwise, might make the expression otherwise. */
function repairs(
  expression: Expression,
  isNow: boolean,
  isTrue: (name: string) => boolean,
): { readonly name: string; readonly makes: boolean }[] {
  if (expression.kind === 'name') return [{ name: expression.name, makes: !isNow }];
  if (expression.kind === 'not') return repairs(expression.of, !isNow, isTrue);
  return expression.of
    .filter((part) => holds(part, isTrue) === isNow)
    .flatMap((part) => repairs(part, isNow, isTrue));
}
