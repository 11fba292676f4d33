import { isRecord } from '@atelier/domain/kernel/is-record.ts';
import type { Json } from '@atelier/domain/orchestra/json.ts';
import type { Decision } from '@atelier/engine/handler.ts';
import { takeExports } from './judge.ts';
import type { StepEnd, StepState } from './run-state.ts';
import { passedStep } from './step-end.ts';

/** The end of a step that a person says was done: with the values that they say it gave. */
export async function takenAsDone(state: StepState, decision: Decision | null): Promise<StepEnd> {
  const values = isRecord(decision?.result) ? (decision.result as Record<string, Json>) : {};
  const { exportAs = {} } = state.step.meta;
  const wanted = Object.fromEntries(
    Object.entries(exportAs).flatMap(([name, { scope, secret }]) =>
      Object.hasOwn(values, name)
        ? [[name, { from: 'jsonPath', path: `$['${name}']`, type: 'json', scope, secret } as const]]
        : [],
    ),
  );
  const taken = await takeExports(state, wanted, { body: values });
  return passedStep(
    state,
    {
      decision: { as: 'done', by: decision?.by ?? null, note: decision?.note ?? '' },
      ...(Object.keys(taken.shown).length > 0 && { exports: taken.shown }),
    },
    taken.context,
  );
}
