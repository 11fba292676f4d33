import { kernelError } from '@atelier/domain/kernel/errors.ts';

export interface LimiterOptions {
  /** How many may be at work. */
  readonly atOnce: number;
  /** How many may wait besides, and for how many milliseconds. */
  readonly waiting: number;
  readonly waitMs: number;
}

/**
 * Lets only a few work at a time; the others wait for their turn, in the order in which they came. Throws
 * `ERR_TOO_MANY_REQUESTS` at once when too many are waiting already, or when the turn does not come in
 * time; work whose owner leaves while waiting is never begun.
 */
export function createLimiter({ atOnce, waiting, waitMs }: LimiterOptions) {
  let atWork = 0;
  const queue: (() => void)[] = [];

  async function turn(left: AbortSignal | undefined): Promise<void> {
    left?.throwIfAborted();
    if (atWork < atOnce) {
      atWork += 1;
      return;
    }
    if (queue.length >= waiting) throw kernelError('ERR_TOO_MANY_REQUESTS');
    await new Promise<void>((resolve, reject) => {
      const settle = (outcome: () => void) => {
        clearTimeout(timer);
        left?.removeEventListener('abort', leave);
        outcome();
      };
      const begin = () => settle(resolve);
      const giveUp = (reason: unknown) => {
        queue.splice(queue.indexOf(begin), 1);
        settle(() => reject(reason));
      };
      const leave = () => giveUp(left?.reason);
      const timer = setTimeout(() => giveUp(kernelError('ERR_TOO_MANY_REQUESTS')), waitMs);
      left?.addEventListener('abort', leave);
      queue.push(begin);
    });
  }

  return async function limited<Result>(
    left: AbortSignal | undefined,
    work: () => Promise<Result>,
  ): Promise<Result> {
    await turn(left);
    try {
      return await work();
    } finally {
      const next = queue.shift();
      if (next === undefined) atWork -= 1;
      else next();
    }
  };
}
