import { setImmediate as breathe } from 'node:timers/promises';
import { evaluateExpression } from '@atelier/domain/orchestra/expression.ts';
import { StepError } from './step-error.ts';

/** How long an expression may think about one thing. */
const thinkMs = 2_000;

/** Whether a JSONata expression comes out true over what came. Throws `EXPRESSION_FAILED`. */
export async function holds(where: string, over: unknown, signal: AbortSignal): Promise<boolean> {
  const until = performance.now() + thinkMs;
  const result = await evaluateExpression(where, over, {
    now: Date.now(),
    isExpired: () => signal.aborted || performance.now() > until,
    breathe: async () => {
      await breathe();
    },
  });
  if (signal.aborted) throw signal.reason;
  if (result.ok) return result.value === true;
  throw new StepError('EXPRESSION_FAILED', { reason: result.code, message: result.message });
}
