import { setTimeout as sleep } from 'node:timers/promises';
import { mailRequest } from '@atelier/domain/orchestra/drivers/mail.ts';
import { milliseconds } from '@atelier/domain/orchestra/duration.ts';
import type { Json } from '@atelier/domain/orchestra/json.ts';
import type { Driver } from '../driver.ts';
import { readRequest } from '../read-request.ts';
import { StepError } from '../step-error.ts';
import { findLetter } from './find-letter.ts';

/** How often a probe looks. */
const everyMs = 500;

/** Letters as a probe asks for them: within one attempt. A step waits without holding a worker (`waits/mail-step.ts`). */
export const mailDriver: Driver = {
  onlyReads: () => true,
  waitsMs: (request) => milliseconds(readRequest(mailRequest, request).timeout) ?? 0,
  async perform(call) {
    const request = readRequest(mailRequest, call.request);
    const limit = milliseconds(request.timeout) ?? 0;
    const began = performance.now();
    for (;;) {
      const letter = await findLetter({ ...call, taken: [] }, request);
      const durationMs = Math.round(performance.now() - began);
      if (letter !== undefined) {
        const { id: _, ...output } = letter;
        return { output: { ...output, durationMs }, sent: request as Json };
      }
      if (durationMs >= limit) throw new StepError('NOTHING_CAME', { ms: limit });
      await sleep(Math.min(everyMs, limit - durationMs), undefined, { signal: call.signal });
    }
  },
};
