import { redactor } from '@atelier/domain/orchestra/redact.ts';
import { isAnswerOfProbe } from '@atelier/domain/orchestra/repeatability.ts';
import { perform } from './ask-driver.ts';
import type { DriverAnswer } from './drivers/driver.ts';
import { StepError } from './drivers/step-error.ts';
import { answerEvidence, requestEvidence } from './evidence.ts';
import { assertAll, takeExports } from './judge.ts';
import { renderRequest } from './render-request.ts';
import type { StepEnd, StepState } from './run-state.ts';
import { failedStep, passedStep } from './step-end.ts';

export type Probed =
  | { readonly says: 'happened'; readonly end: StepEnd }
  | { readonly says: 'did_not_happen' | 'cannot_tell' };

/** Asks the system under test whether an action happened whose answer was lost. */
export async function probeStep(state: StepState): Promise<Probed> {
  const { probe } = state.step.meta;
  const driver = probe && state.services.drivers[probe.driver];
  if (probe === undefined || driver === undefined) return { says: 'cannot_tell' };
  const began = performance.now();
  let answer: DriverAnswer;
  try {
    const rendered = await renderRequest(state, probe.request);
    answer = await perform(state, driver, rendered, probe.request);
    const output = { durationMs: Math.round(performance.now() - began), ...answer.output };
    const results = await assertAll(state, probe.happened, output);
    if (!results.every(({ ok }) => ok)) {
      return { says: isAnswerOfProbe(output) ? 'did_not_happen' : 'cannot_tell' };
    }
    const taken = await takeExports(state, probe.exportAs ?? {}, output);
    const redact = redactor([...rendered.hidden, ...taken.hidden]);
    const shown = {
      probe: {
        request: requestEvidence(answer.sent, redact),
        answer: answerEvidence(answer.output, redact),
        assertions: redact.value(results),
      },
      ...(Object.keys(taken.shown).length > 0 && { exports: taken.shown }),
      happenedBefore: true,
    };
    const durationMs = Math.round(performance.now() - began);
    const end =
      taken.error === null
        ? passedStep(state, shown, taken.context, durationMs)
        : failedStep(state, taken.error, shown, {}, durationMs);
    return { says: 'happened', end };
  } catch (error) {
    if (!(error instanceof StepError) && !isTimeout(error)) throw error;
    return { says: 'cannot_tell' };
  }
}

function isTimeout(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'TimeoutError';
}
