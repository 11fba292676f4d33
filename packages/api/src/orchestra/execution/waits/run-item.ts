import { starterOf } from '@atelier/db/orchestra/suite-run-reads.ts';
import { kernelError, kernelErrors } from '@atelier/domain/kernel/errors.ts';
import type { HumanRequest } from '@atelier/domain/orchestra/drivers/human.ts';
import { errorBody } from '../../../kernel/error-body.ts';
import { StepError } from '../drivers/step-error.ts';
import type { StepState } from '../run-state.ts';
import type { ManualItems, ManualResult } from './manual-items.ts';

type RunItem = HumanRequest['runItem'];

/** The item of a manual run that a question names is opened for whoever started the run. Throws `RUN_ITEM_REFUSED`. */
export async function openRunItem(state: StepState, item: RunItem): Promise<void> {
  if (item === undefined || item.action === 'close') return;
  const { services, context } = state;
  await asked(state, item, async (items) => {
    const { userId, origin } = await starterOf(services.db, context.suiteRunId);
    // What a time plan starts is nobody's, and so nobody's rights are known.
    if (userId === null && origin !== 'command') throw kernelError('ERR_FORBIDDEN');
    await items.open(item, userId === null ? 'house' : { userId });
  });
}

/** It is closed with what the person said, who has to be allowed to. Throws `RUN_ITEM_REFUSED`. */
export async function closeRunItem(state: StepState, item: RunItem): Promise<void> {
  const { answer } = state.context;
  if (item === undefined || item.action === 'open' || answer === null) return;
  const { verdict, note, by } = answer;
  const result: ManualResult = { verdict: verdict ?? 'passed', note };
  await asked(state, item, (items) => items.close(item, result, { userId: by }));
}

async function asked(
  { services }: StepState,
  { runId, caseKey }: NonNullable<RunItem>,
  ask: (items: ManualItems) => Promise<void>,
): Promise<void> {
  try {
    if (services.manualItems === undefined) throw kernelError('ERR_NOT_FOUND');
    await ask(services.manualItems);
  } catch (error) {
    const refusal = refusalOf(error);
    // The database is away, or the like: the step is tried again.
    if (refusal === undefined) throw error;
    throw new StepError('RUN_ITEM_REFUSED', { reason: refusal, run: runId, case: caseKey });
  }
}

const sayingNothing: ReadonlySet<string> = new Set(
  Object.entries(kernelErrors).flatMap(([code, { kind }]) =>
    kind === 'unavailable' || kind === 'internal' ? code : [],
  ),
);

/** The code of what the other area said no to; undefined where it could say nothing. */
function refusalOf(error: unknown): string | undefined {
  const { code } = errorBody(error);
  return sayingNothing.has(code) ? undefined : code;
}
