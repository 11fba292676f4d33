import { arriveAt, barrierState, waitingAt } from '@atelier/db/orchestra/execution-writes.ts';
import type { BarrierRequest } from '@atelier/domain/orchestra/drivers/barrier.ts';
import { milliseconds } from '@atelier/domain/orchestra/duration.ts';
import { release } from '@atelier/engine/control.ts';
import type { Advance } from '@atelier/engine/handler.ts';
import { StepError } from '../drivers/step-error.ts';
import { patiently } from '../patiently.ts';
import { renderRequest } from '../render-request.ts';
import type { StepEnd, StepState } from '../run-state.ts';
import { failedStep, passedStep } from '../step-end.ts';
import { testRunQueue } from '../test-run-queue.ts';

/**
 * Comes to a barrier and waits there for the others. Whoever comes last wakes them, in the transaction in which it
 * arrives; so nobody waits for a party that has come, and none goes on before.
 */
export async function barrierStep(
  state: StepState,
  written: BarrierRequest,
): Promise<Advance | StepEnd> {
  const { context, services, step, run, known } = state;
  try {
    const request = (await renderRequest(state, written)).request as BarrierRequest;
    const { barrier, onFailure } = request;
    const parties = Number(request.parties);
    const limit = milliseconds(request.timeout);
    if (!Number.isInteger(parties) || parties < 1) {
      throw new StepError('REQUEST_INVALID', { field: 'parties' });
    }
    if (limit === null) throw new StepError('REQUEST_INVALID', { field: 'timeout' });
    const { suiteRunId } = context;
    const wait = { kind: 'barrier', step: step.key, barrier, parties };
    const here = { position: state.position, context: { ...context, isAsked: true } };
    if (!context.isAsked) {
      return {
        ...here,
        also: async (trx) => {
          const arrived = await arriveAt(trx, suiteRunId, barrier, run.id);
          if (arrived < parties) return;
          await release(trx, testRunQueue, await waitingAt(trx, suiteRunId, [barrier]));
        },
        outcome: { wait, inMs: limit },
      };
    }
    const comers = known.barriers.get(written.barrier) ?? [context.scenario];
    const { arrived, expected, waitedMs } = await patiently(state, () =>
      barrierState(services.db, suiteRunId, barrier, run.id, comers),
    );
    const shown = {
      request: { barrier, parties },
      answer: { arrived, complete: arrived >= parties },
    };
    if (arrived >= parties) return passedStep(state, shown);
    const error =
      arrived + expected < parties
        ? new StepError('BARRIER_PARTY_FAILED', { barrier, arrived, parties })
        : waitedMs >= limit
          ? new StepError('BARRIER_TIMED_OUT', { barrier, arrived, parties })
          : null;
    if (error === null) return { ...here, outcome: { wait, inMs: Math.max(1, limit - waitedMs) } };
    return onFailure === 'release' ? passedStep(state, shown) : failedStep(state, error, shown);
  } catch (error) {
    return failedStep(state, error);
  }
}
