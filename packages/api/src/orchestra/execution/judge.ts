import { setImmediate as breathe } from 'node:timers/promises';
import type { AssertionResult } from '@atelier/domain/orchestra/assertions/evaluate.ts';
import { evaluateAssertion } from '@atelier/domain/orchestra/assertions/evaluate.ts';
import type { Assertion } from '@atelier/domain/orchestra/assertions/schemas.ts';
import { keptBody } from '@atelier/domain/orchestra/evidence.ts';
import {
  type ExecutionContext,
  maxContextBytes,
} from '@atelier/domain/orchestra/execution-context.ts';
import type { ExpressionTools } from '@atelier/domain/orchestra/expression.ts';
import { extractValues } from '@atelier/domain/orchestra/extract.ts';
import { redacted, redactor } from '@atelier/domain/orchestra/redact.ts';
import type { Export } from '@atelier/domain/orchestra/step-meta.ts';
import { StepError } from './drivers/step-error.ts';
import { sha256Of } from './evidence.ts';
import { renderRequest } from './render-request.ts';
import type { StepState } from './run-state.ts';
import { leaves, scopeOf } from './scope.ts';

type Output = Readonly<Record<string, unknown>>;

export interface Judgement {
  readonly error: StepError | null;
  /** For the result: assertions, exports. */
  readonly shown: Readonly<Record<string, unknown>>;
  readonly context: Partial<ExecutionContext>;
  /** Values that the step exported as secret: evidence hides them. */
  readonly hidden: readonly string[];
}

/** How long an expression may think. */
const thinkMs = 2_000;

/** Asserts at what a step answered, and takes out what later steps use. `durationMs`: how long the answer took. */
export async function judge(
  state: StepState,
  output: Output,
  durationMs: number,
): Promise<Judgement> {
  const { assertions = [], exportAs = {} } = state.step.meta;
  const answer = { durationMs, ...output };
  const results = await assertAll(state, assertions, answer);
  const failed = results.filter(({ ok, soft }) => !ok && !soft);
  const all = await takeExports(state, exportAs, answer);
  // Of a step that failed nothing is used, and what it would have kept secret is hidden all the same.
  const taken = failed.length > 0 ? { ...none, hidden: all.hidden } : all;
  const { value: redact } = redactor(taken.hidden);
  const shown = {
    ...(results.length > 0 && { assertions: redact(results) }),
    ...(Object.keys(taken.shown).length > 0 && { exports: taken.shown }),
  };
  const [first] = failed;
  const error =
    first === undefined
      ? taken.error
      : new StepError(
          'ASSERTION_FAILED',
          { assertion: first.name ?? first.type, failed: failed.length },
          'maybe',
        );
  return { error, shown, context: taken.context, hidden: taken.hidden };
}

/** Each with its templates filled in; one that needs what there is not does not hold. Evidence has no secret. */
export async function assertAll(
  state: StepState,
  assertions: readonly Assertion[],
  answer: Output,
): Promise<readonly AssertionResult[]> {
  if (assertions.length === 0) return [];
  const { renderAssertions, redact } = await renderRequest(state, null);
  const results: AssertionResult[] = [];
  for (const assertion of renderAssertions(assertions)) {
    const result = await evaluateAssertion(assertion, answer, tools(state));
    results.push(redact.value(result) as AssertionResult);
  }
  return results;
}

interface Taken {
  readonly error: StepError | null;
  readonly shown: Readonly<Record<string, unknown>>;
  readonly context: Partial<ExecutionContext>;
  readonly hidden: readonly string[];
}

const none: Taken = { error: null, shown: {}, context: {}, hidden: [] };

export async function takeExports(
  state: StepState,
  wanted: Readonly<Record<string, Export>>,
  answer: Output,
): Promise<Taken> {
  if (Object.keys(wanted).length === 0) return none;
  const { context, services } = state;
  const { value: redact } = redactor((await scopeOf(state)).hidden);
  const found = await extractValues(wanted, answer, tools(state));
  const [fault] = found.faults;
  const error =
    fault === undefined
      ? null
      : new StepError('EXPORT_FAILED', { name: fault.name, reason: fault.code }, 'maybe');
  const [ctx, suite, sealed] = [{ ...context.ctx }, { ...context.suite }, { ...context.sealed }];
  const shown: Record<string, unknown> = {};
  const hidden: string[] = [];
  for (const scope of ['scenario', 'suite'] as const) {
    const target = scope === 'suite' ? suite : ctx;
    for (const [name, value] of Object.entries(found[scope])) {
      // A system that answers with a secret that it was sent does not make it one that may be seen.
      const isSecret =
        wanted[name]?.secret === true || JSON.stringify(redact(value)) !== JSON.stringify(value);
      if (isSecret) hidden.push(...leaves(value));
      const place = `${scope === 'suite' ? 'suite' : 'ctx'}:${name}`;
      delete target[name];
      delete sealed[place];
      if (isSecret) sealed[place] = services.secrets.seal(value);
      else target[name] = value;
      shown[name] = isSecret ? redacted : keptBody(value, redactor([]), sha256Of).value;
    }
  }
  if (isTooLarge(ctx, suite, sealed)) {
    const error = new StepError('CONTEXT_TOO_LARGE', { bytes: maxContextBytes }, 'maybe');
    return { ...none, error, hidden };
  }
  return { error, shown, context: { ctx, suite, sealed }, hidden: [...found.secrets, ...hidden] };
}

function isTooLarge(...all: readonly Readonly<Record<string, unknown>>[]): boolean {
  let left = maxContextBytes;
  for (const value of all.flatMap((one) => Object.values(one))) {
    left -= Buffer.byteLength(JSON.stringify(value));
    if (left < 0) return true;
  }
  return false;
}

function tools({ signal }: StepState): ExpressionTools {
  const until = performance.now() + thinkMs;
  return {
    now: Date.now(),
    isExpired: () => signal.aborted || performance.now() > until,
    breathe: async () => {
      await breathe();
    },
  };
}
