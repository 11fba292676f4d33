import { writeAudit } from '@atelier/db/identity/audit-writes.ts';
import { toDomainError } from '@atelier/db/kernel/database-errors.ts';
import { jobsById } from '@atelier/db/kernel/job-reads.ts';
import type { Notifier } from '@atelier/db/kernel/notifications.ts';
import { DomainError } from '@atelier/domain/kernel/errors.ts';
import type { Advance, ClaimedRun, FinishedRun, Handler } from '@atelier/engine/handler.ts';
import { backoffMs } from '@atelier/engine/rules/backoff.ts';
import { runError, runErrorCodes } from '@atelier/engine/rules/run-errors.ts';
import type { Knex } from 'knex';
import { type JobContext, jobContext } from './job-context.ts';
import type { JobKind, JobServices, JobStep } from './job-kind.ts';

/** So often a step is tried that fails by what may pass: the last time some minutes behind the first. */
const mostFailures = 5;
const pause = { firstMs: 1000, factor: 4, maxMs: 5 * 60_000, jitter: 0.3 };

/** What the engine asks of a job, one step at a time. */
export function createJobHandler<Services extends JobServices>(
  kind: JobKind<Services>,
  services: Services,
  notifier: Notifier,
): Handler {
  return {
    ...(kind.stepLimitMs !== undefined && { stepLimitMs: kind.stepLimitMs }),
    async advance(run, tools) {
      const context = jobContext.parse(run.context);
      const job = { id: run.id, asked: context.asked, resumed: run.resumed };
      // What the step before came to is written now.
      if (context.progress !== undefined) announce(notifier, context);
      if (context.isDone) return { outcome: 'pass' };
      try {
        const step = await kind.step({ ...job, ...parsed(kind, context) }, services, tools.signal);
        return checkpointOf(kind, run, context, step);
      } catch (error) {
        const again = triedAgain(context, toDomainError(error));
        // One that was told to stop says so by what it throws.
        if (again === undefined || tools.signal.aborted) throw error;
        return again;
      }
    },
    onFinished: (trx, finished) => ended(kind, notifier, trx, finished),
  };
}

const parsed = <Services extends JobServices>(
  { input, state }: JobKind<Services>,
  context: JobContext,
) => ({
  input: input.parse(context.input),
  state: context.state === undefined ? undefined : state?.parse(context.state),
});

function checkpointOf<Services extends JobServices>(
  { name }: JobKind<Services>,
  { position }: ClaimedRun,
  { input, asked, tells }: JobContext,
  step: JobStep<unknown>,
): Advance {
  const { commit } = step;
  const also =
    commit &&
    (async (trx: Knex.Transaction) => {
      await writeAudit(trx, { ...asked, command: name }, await commit(trx));
    });
  const kept = { input, asked, tells };
  const written = { position: position + 1, ...(also !== undefined && { also }) };
  if ('next' in step) {
    const context = { ...kept, state: step.next, progress: step.progress };
    return { ...written, context, outcome: 'next' };
  }
  // What is refused when it is written is a failure of the job, and not one of its end.
  const outcome = also === undefined ? 'pass' : 'next';
  return { ...written, context: { ...kept, isDone: true, result: step.done ?? null }, outcome };
}

/** How a job goes on behind a failure that may pass; undefined where it does not. */
function triedAgain(context: JobContext, error: unknown): Advance | undefined {
  const failures = context.failures + 1;
  if (!(error instanceof DomainError) || failures >= mostFailures) return undefined;
  if (error.kind !== 'unavailable' && error.kind !== 'too_many') return undefined;
  return {
    context: { ...context, failures },
    outcome: {
      wait: { kind: 'retry', error: runError(error, runErrorCodes.threw) },
      inMs: backoffMs(failures, pause, Math.random()),
    },
  };
}

/** In the transaction in which jobs end: what failed is tidied up, and open pages are told. */
async function ended<Services extends JobServices>(
  kind: JobKind<Services>,
  notifier: Notifier,
  trx: Knex.Transaction,
  finished: readonly FinishedRun[],
): Promise<void> {
  const rows = await jobsById(
    trx,
    finished.map(({ id }) => id),
  );
  const failed = new Set(finished.filter(({ status }) => status !== 'PASSED').map(({ id }) => id));
  const told: JobContext[] = [];
  for (const { id, execution_context } of rows) {
    // One that is not readable failed by that.
    const context = jobContext.safeParse(execution_context).data;
    if (context === undefined) continue;
    told.push(context);
    if (failed.has(id)) await tidiedUp(kind, trx, context);
  }
  trx.executionPromise.then(
    () => {
      for (const context of told) announce(notifier, context);
    },
    () => {},
  );
}

async function tidiedUp<Services extends JobServices>(
  { input, state, onFailed }: JobKind<Services>,
  trx: Knex.Transaction,
  context: JobContext,
): Promise<void> {
  const known = input.safeParse(context.input);
  if (known.success) {
    await onFailed?.(trx, { input: known.data, state: state?.safeParse(context.state).data });
  }
}

function announce(notifier: Notifier, { tells }: JobContext): void {
  if (tells !== null) notifier.notify(tells);
}
