import type { AreaChange, LiveDependencies } from '../kernel/areas.ts';

/** Reads anew what is shown of the things that changed. */
export function createRefresher({ trpc, queryClient }: LiveDependencies) {
  const { list, get, waiting, messages, synopsis } = trpc.tracks;
  const progress = [list.pathFilter(), get.pathFilter(), waiting.pathFilter()];
  const parts = {
    track: progress,
    progress,
    session: progress,
    message: [messages.pathFilter()],
    synopsis: [synopsis.pathFilter()],
  } as const;
  return ({ entity }: AreaChange): void => {
    const filters = parts[entity as keyof typeof parts] ?? [trpc.tracks.pathFilter()];
    for (const filter of filters) void queryClient.invalidateQueries(filter);
  };
}
