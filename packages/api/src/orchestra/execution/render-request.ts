import { randomInt, randomUUID } from 'node:crypto';
import type { Assertion } from '@atelier/domain/orchestra/assertions/schemas.ts';
import type { Json } from '@atelier/domain/orchestra/json.ts';
import { type Redactor, redactor } from '@atelier/domain/orchestra/redact.ts';
import { isPlainAssertion, isPlainRequest } from '@atelier/domain/orchestra/step-texts.ts';
import { renderTemplates } from '@atelier/domain/orchestra/templates.ts';
import { StepError } from './drivers/step-error.ts';
import type { StepState } from './run-state.ts';
import { type StepScope, scopeOf } from './scope.ts';

export interface RenderedRequest extends StepScope {
  readonly request: unknown;
  /** The same as evidence shows it. */
  readonly shown: Json;
  readonly redact: Redactor;
  /** Fills the templates of another value of the step. Throws `TEMPLATE_UNKNOWN`. */
  readonly render: (value: unknown) => Json;
  readonly renderAssertions: (assertions: readonly Assertion[]) => readonly Assertion[];
}

/** Fills in the templates of a request. Throws `TEMPLATE_UNKNOWN` with what nothing is known of. */
export async function renderRequest(state: StepState, request: unknown): Promise<RenderedRequest> {
  const scope = await scopeOf(state);
  const sources = {
    uuid: randomUUID,
    now: Date.now(),
    random: () => randomInt(2 ** 47) / 2 ** 47,
  };
  const filled = (value: unknown, isPlain: typeof isPlainRequest): Json => {
    const made = renderTemplates(value as Json, scope.scope, sources, isPlain);
    if (made.ok) return made.value;
    const [fault] = made.faults;
    throw new StepError('TEMPLATE_UNKNOWN', {
      template: fault?.written ?? '',
      field: fault?.path.join('.') ?? '',
      reason: fault?.code ?? '',
    });
  };
  const redact = redactor(scope.hidden);
  const render = (value: unknown) => filled(value, isPlainRequest);
  const made = render(request);
  return {
    ...scope,
    ...{ request: made, shown: redact.value(made) as Json, redact, render },
    renderAssertions: (assertions) =>
      filled(assertions, isPlainAssertion) as unknown as readonly Assertion[],
  };
}
