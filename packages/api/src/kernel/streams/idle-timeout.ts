import type { ServerResponse } from 'node:http';

/**
 * Hangs up on a reader who takes nothing of an answer for so many milliseconds, so that what the answer
 * holds is free again. A slow reader is none who stalls, as long as the system's buffer moves.
 */
export function closeWhenIdle(answer: ServerResponse, milliseconds: number): void {
  answer.setTimeout(milliseconds, () => answer.destroy());
}
