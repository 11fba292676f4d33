import { databaseNow } from '@atelier/db/orchestra/execution-reads.ts';
import type { HumanRequest } from '@atelier/domain/orchestra/drivers/human.ts';
import { milliseconds } from '@atelier/domain/orchestra/duration.ts';
import type { Json } from '@atelier/domain/orchestra/json.ts';
import type { Advance } from '@atelier/engine/handler.ts';
import { StepError } from '../drivers/step-error.ts';
import { judge } from '../judge.ts';
import { patiently } from '../patiently.ts';
import { renderRequest } from '../render-request.ts';
import type { StepEnd, StepState } from '../run-state.ts';
import { failedStep, passedStep } from '../step-end.ts';
import { closeRunItem, openRunItem } from './run-item.ts';

/** Asks a person, and waits for the answer without holding a worker. */
export async function humanStep(
  state: StepState,
  written: HumanRequest,
): Promise<Advance | StepEnd> {
  const { context, services, step } = state;
  try {
    if (context.answer !== null) return await answered(state, written);
    const now = await patiently(state, () => databaseNow(services.db));
    if (context.waitUntil !== null && context.waitUntil <= now) {
      throw new StepError('PERSON_TIMED_OUT', {});
    }
    const request = (await renderRequest(state, written)).shown as unknown as HumanRequest;
    if (!context.isAsked) await openRunItem(state, request.runItem);
    const limit = milliseconds(request.timeout);
    const until = context.waitUntil ?? (limit === null ? null : now + limit);
    return {
      position: state.position,
      context: { ...context, waitUntil: until, isAsked: true },
      outcome: {
        wait: {
          kind: 'person',
          step: step.key,
          position: state.position,
          question: request.question,
          fields: request.fields as unknown as Json,
          asksVerdict: true,
          ...(until !== null && { until: new Date(until).toISOString() }),
        },
        ...(until !== null && { inMs: until - now }),
      },
    };
  } catch (error) {
    return failedStep(state, error);
  }
}

async function answered(state: StepState, written: HumanRequest): Promise<StepEnd> {
  const { answer } = state.context;
  const request = (await renderRequest(state, written)).shown as unknown as HumanRequest;
  await closeRunItem(state, request.runItem);
  const output = {
    body: answer?.fields ?? {},
    verdict: answer?.verdict ?? null,
    note: answer?.note ?? '',
    answeredBy: answer?.by ?? '',
  };
  const evidence = { answer: output };
  if (output.verdict === 'failed') {
    return failedStep(state, new StepError('PERSON_DECLINED', {}), evidence);
  }
  const judged = await judge(state, output, 0);
  if (judged.error !== null)
    return failedStep(state, judged.error, { ...evidence, ...judged.shown });
  return passedStep(state, { ...evidence, ...judged.shown }, judged.context);
}
