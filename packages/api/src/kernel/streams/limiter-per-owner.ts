import { createLimiter, type LimiterOptions } from './limiter.ts';

/** A limiter for each owner, as {@link createLimiter} makes it, so that nobody takes the places of all others. */
export function createLimiterPerOwner(options: LimiterOptions) {
  const owners = new Map<string, { limited: ReturnType<typeof createLimiter>; calls: number }>();

  return async function limitedPerOwner<Result>(
    owner: string,
    left: AbortSignal | undefined,
    work: () => Promise<Result>,
  ): Promise<Result> {
    const its = owners.get(owner) ?? { limited: createLimiter(options), calls: 0 };
    owners.set(owner, its);
    its.calls += 1;
    try {
      return await its.limited(left, work);
    } finally {
      its.calls -= 1;
      if (its.calls === 0) owners.delete(owner);
    }
  };
}
