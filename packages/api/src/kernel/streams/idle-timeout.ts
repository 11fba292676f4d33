import type { ServerResponse } from 'node:http';

/**
 * Closes the connection of a reader who takes nothing of an answer for so many milliseconds, so that what
 * the answer holds is released. A slow reader does not count as stalled, as long as the system's buffer
 * moves.
 */
export function closeWhenIdle(answer: ServerResponse, milliseconds: number): void {
  answer.setTimeout(milliseconds, () => answer.destroy());
}
