import { createHash, randomInt, randomUUID } from 'node:crypto';
import type { Assertion } from '@atelier/domain/orchestra/assertions/schemas.ts';
import type { Json } from '@atelier/domain/orchestra/json.ts';
import { type Redactor, redactor } from '@atelier/domain/orchestra/redact.ts';
import { isPlainAssertion, isPlainRequest } from '@atelier/domain/orchestra/step-texts.ts';
import type { TemplateSources } from '@atelier/domain/orchestra/template-functions.ts';
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
  /** The same for a key: it comes out the same at every repetition of the step. */
  readonly renderKey: (value: unknown) => Json;
  readonly renderAssertions: (assertions: readonly Assertion[]) => readonly Assertion[];
}

/** Fills in the templates of a request. Throws `TEMPLATE_UNKNOWN` with what nothing is known of. */
export async function renderRequest(state: StepState, request: unknown): Promise<RenderedRequest> {
  const scope = await scopeOf(state);
  const sources: TemplateSources = {
    uuid: randomUUID,
    now: Date.now(),
    random: () => randomInt(2 ** 47) / 2 ** 47,
  };
  const filled = (value: unknown, isPlain: typeof isPlainRequest, by = sources): Json => {
    const made = renderTemplates(value as Json, scope.scope, by, isPlain);
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
    renderKey: (value) => filled(value, isPlainRequest, sourcesOfKey(state)),
    renderAssertions: (assertions) =>
      filled(assertions, isPlainAssertion) as unknown as readonly Assertion[],
  };
}

/** Whatever is left to chance or to the clock elsewhere follows from the run and its step here. */
function sourcesOfKey({ run, position }: StepState): TemplateSources {
  let count = 0;
  const digest = () => {
    count += 1;
    return createHash('sha256').update(`${run.id} ${position} ${count}`).digest();
  };
  return {
    uuid: () => uuidOf(digest().toString('hex')),
    now: digest().readUIntBE(0, 5),
    random: () => digest().readUInt32BE() / 2 ** 32,
  };
}

/** A UUID of version 8: one whose digits mean what its maker wants. */
function uuidOf(hex: string): string {
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `a${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}
