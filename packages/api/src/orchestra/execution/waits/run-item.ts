import { starterOf } from '@atelier/db/orchestra/suite-run-reads.ts';
import { kernelError, kernelErrors } from '@atelier/domain/kernel/errors.ts';
import type { HumanRequest } from '@atelier/domain/orchestra/drivers/human.ts';
import { errorBody } from '../../../kernel/error-body.ts';
import { StepError } from '../drivers/step-error.ts';
import { patiently } from '../patiently.ts';
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
  { services, signal }: StepState,
  { runId, caseKey }: NonNullable<RunItem>,
  ask: (items: ManualItems) => Promise<void>,
): Promise<void> {
  const { manualItems } = services;
  try {
    if (manualItems === undefined) throw kernelError('ERR_NOT_FOUND');
    await patiently({ signal }, () => ask(manualItems), isAway);
  } catch (error) {
    const { code: reason } = errorBody(error);
    if (reason === 'ERR_INTERNAL') throw error;
    throw new StepError('RUN_ITEM_REFUSED', { reason, run: runId, case: caseKey });
  }
}

/** Whether the other area could say nothing, as while the database is away. */
function isAway(error: unknown): boolean {
  const { code } = errorBody(error);
  return code in kernelErrors && kernelErrors[code as KernelErrorCode].kind === 'unavailable';
}

type KernelErrorCode = keyof typeof kernelErrors;
