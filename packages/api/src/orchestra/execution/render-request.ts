import { randomInt, randomUUID } from 'node:crypto';
import type { Json } from '@atelier/domain/orchestra/json.ts';
import { renderTemplates } from '@atelier/domain/orchestra/templates.ts';
import { StepError } from './drivers/step-error.ts';
import { createMask } from './masking.ts';
import type { StepState } from './run-state.ts';
import { type StepScope, scopeOf } from './scope.ts';

export interface RenderedRequest extends StepScope {
  readonly request: unknown;
  /** The same as evidence shows it. */
  readonly shown: Json;
  readonly mask: (value: Json) => Json;
  /** Fills the templates of another value of the step. Throws `TEMPLATE_UNKNOWN`. */
  readonly render: (value: unknown) => Json;
}

/** Expressions have a language of their own, in which two braces are no template. */
const plainFields = new Set(['expression', 'where', 'pattern', 'path']);

/** Fills in the templates of a request. Throws `TEMPLATE_UNKNOWN` with what nothing is known of. */
export async function renderRequest(state: StepState, request: unknown): Promise<RenderedRequest> {
  const scope = await scopeOf(state);
  const sources = {
    uuid: randomUUID,
    now: Date.now(),
    random: () => randomInt(2 ** 47) / 2 ** 47,
  };
  const render = (value: unknown): Json => {
    const made = renderTemplates(value as Json, scope.scope, sources, (path) =>
      plainFields.has(String(path.at(-1))),
    );
    if (made.ok) return made.value;
    const [fault] = made.faults;
    throw new StepError('TEMPLATE_UNKNOWN', {
      template: fault?.written ?? '',
      field: fault?.path.join('.') ?? '',
      reason: fault?.code ?? '',
    });
  };
  const mask = createMask(scope.hidden);
  const made = render(request);
  return { ...scope, request: made, shown: mask(made), mask, render };
}
