import { isRecord } from '@atelier/domain/kernel/is-record.ts';
import type { Scenario } from '@atelier/domain/orchestra/suite-file.ts';
import type { StepResult } from '@atelier/domain/orchestra/types.ts';

type Values = Readonly<Record<string, unknown>>;

/** What a step changed of the values that later steps use, by their names in templates: `ctx.orderId`. */
export interface ContextChange {
  readonly before: Values;
  readonly after: Values;
}

/** What each result changed, by its sequence; nothing for one that kept nothing. */
export function contextChanges(
  results: readonly StepResult[],
  scenario: Scenario | undefined,
): ReadonlyMap<number, ContextChange> {
  const changes = new Map<number, ContextChange>();
  const known: Record<string, unknown> = {};
  for (const result of results) {
    const after = keptBy(result, scenario);
    if (Object.keys(after).length === 0) continue;
    const before = Object.fromEntries(
      Object.keys(after).flatMap((name) =>
        Object.hasOwn(known, name) ? [[name, known[name]]] : [],
      ),
    );
    changes.set(result.sequence, { before, after });
    Object.assign(known, after);
  }
  return changes;
}

function keptBy({ result, position }: StepResult, scenario: Scenario | undefined): Values {
  if (!isRecord(result) || !isRecord(result.exports)) return {};
  const wanted = scenario?.steps[position]?.meta.exportAs;
  return Object.fromEntries(
    Object.entries(result.exports).map(([name, value]) => [
      `${wanted?.[name]?.scope === 'suite' ? 'suite' : 'ctx'}.${name}`,
      value,
    ]),
  );
}
