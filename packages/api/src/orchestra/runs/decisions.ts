import { editContext } from '@atelier/db/orchestra/execution-writes.ts';
import type { Actor } from '@atelier/domain/identity/actor.ts';
import { orchestraError } from '@atelier/domain/orchestra/errors.ts';
import { type ExecutionContext, freshStep } from '@atelier/domain/orchestra/execution-context.ts';
import type {
  answerInput,
  continueHeldInput,
  decideInput,
} from '@atelier/domain/orchestra/schemas.ts';
import { decide, release } from '@atelier/engine/control.ts';
import type { Knex } from 'knex';
import type { z } from 'zod';
import { testRunQueue } from '../execution/test-run-queue.ts';
import { lockSuiteOf } from './control-runs.ts';
import { requireLockedTest } from './read-runs.ts';

/**
 * Says what happened with the step of a run of which nobody knows. One that failed cleans up before it ends. Throws
 * `ERR_TEST_RUN_NOT_FOUND`, `ERR_TEST_RUN_STATUS`.
 */
export async function decideStuck(
  trx: Knex.Transaction,
  { testRunId, as, exports, note }: z.output<typeof decideInput>,
  actor: Actor,
): Promise<void> {
  await lockSuiteOf(trx, testRunId);
  const { test, context } = await requireLockedTest(trx, testRunId);
  if (test.status !== 'FAILED_STUCK') {
    throw orchestraError('ERR_TEST_RUN_STATUS', { status: test.status });
  }
  if (as === 'fail') await fail(trx, test.position, testRunId, context);
  await decide(trx, testRunQueue, testRunId, {
    as: as === 'fail' ? 'retry' : as,
    by: actor.id,
    note,
    result: exports,
  });
}

/**
 * Lets a run go on that was held because a step failed: at that step with other values, behind it, or to its end.
 * Throws as `decideStuck`.
 */
export async function continueHeld(
  trx: Knex.Transaction,
  { testRunId, context: given, as }: z.output<typeof continueHeldInput>,
): Promise<void> {
  await lockSuiteOf(trx, testRunId);
  const { test, context } = await requireLockedTest(trx, testRunId);
  if (test.status !== 'PENDING' || !context.isHeld) {
    throw orchestraError('ERR_TEST_RUN_STATUS', { status: test.status });
  }
  if (as === 'fail') await fail(trx, test.position, testRunId, context);
  else {
    const next = { ...withValues(context, given), ...freshStep };
    await editContext(trx, testRunId, next, test.position + (as === 'skip' ? 1 : 0));
  }
  await release(trx, testRunQueue, [testRunId]);
}

/** Answers what a run asks a person. Throws as `decideStuck`. */
export async function answerQuestion(
  trx: Knex.Transaction,
  { testRunId, verdict, fields, note }: z.output<typeof answerInput>,
  actor: Actor,
): Promise<void> {
  await lockSuiteOf(trx, testRunId);
  const { test, context } = await requireLockedTest(trx, testRunId);
  const isAsked = test.status === 'PENDING' && context.isAsked && test.waitsFor?.kind === 'person';
  if (!isAsked || context.answer !== null) {
    throw orchestraError('ERR_TEST_RUN_STATUS', { status: test.status });
  }
  const answer = { verdict, fields, note, by: actor.id };
  await editContext(trx, testRunId, { ...context, answer }, test.position);
  await release(trx, testRunQueue, [testRunId]);
}

/** Goes on behind the step with nothing but what cleans up. */
async function fail(
  trx: Knex.Transaction,
  position: number,
  id: string,
  context: ExecutionContext,
): Promise<void> {
  const failure = context.failure ?? { code: 'DECIDED_FAILED' };
  await editContext(trx, id, { ...context, ...freshStep, failure }, position + 1);
}

/** Values that a person wrote take the place of all that were there; secret ones stay sealed unless named anew. */
export function withValues(
  context: ExecutionContext,
  values: ExecutionContext['ctx'] | undefined,
): ExecutionContext {
  if (values === undefined) return context;
  const sealed = Object.fromEntries(
    Object.entries(context.sealed).filter(
      ([place]) => !place.startsWith('ctx:') || !Object.hasOwn(values, place.slice(4)),
    ),
  );
  return { ...context, ctx: values, sealed };
}
