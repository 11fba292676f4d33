import { setImmediate as breathe } from 'node:timers/promises';
import { expressionRequest } from '@atelier/domain/orchestra/drivers/expression.ts';
import { evaluateExpression } from '@atelier/domain/orchestra/expression.ts';
import { textOf } from '@atelier/domain/orchestra/template-functions.ts';
import type { Driver } from './driver.ts';
import { StepError } from './step-error.ts';

/** JSONata over what the step gives it; it reaches nothing else, and is ended with its attempt. */
export const expressionDriver: Driver = {
  onlyReads: () => true,
  async perform({ request, signal }) {
    const parsed = expressionRequest.safeParse(request);
    if (!parsed.success) {
      throw new StepError('REQUEST_INVALID', {
        field: parsed.error.issues[0]?.path.join('.') ?? '',
      });
    }
    const { expression, input } = parsed.data;
    const result = await evaluateExpression(expression, input, {
      now: Date.now(),
      isExpired: () => signal.aborted,
      breathe: async () => {
        await breathe();
      },
    });
    if (signal.aborted) throw signal.reason;
    if (!result.ok) {
      throw new StepError('EXPRESSION_FAILED', { reason: result.code, message: result.message });
    }
    return {
      output: { body: result.value, text: textOf(result.value) },
      sent: { expression, input },
    };
  },
};
