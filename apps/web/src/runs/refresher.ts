import type { AreaChange, LiveDependencies } from '../kernel/areas.ts';

/** Reads anew what is shown of the things that changed. */
export function createRefresher({ trpc, queryClient }: LiveDependencies) {
  const { projects, suites, cases, templates, assets, reasons, runs, proof } = trpc.runs;
  const parts = {
    project: [projects.pathFilter()],
    suite: [suites.pathFilter(), cases.pathFilter(), projects.pathFilter()],
    case: [
      cases.pathFilter(),
      suites.pathFilter(),
      templates.pathFilter(),
      runs.items.pathFilter(),
    ],
    template: [templates.pathFilter()],
    asset: [assets.pathFilter()],
    share_link: [proof.pathFilter()],
    run: [runs.pathFilter(), proof.pathFilter(), projects.pathFilter(), assets.pathFilter()],
    result: [runs.pathFilter()],
    fail_reason: [reasons.pathFilter()],
  } as const;
  return ({ entity }: AreaChange): void => {
    const filters = parts[entity as keyof typeof parts] ?? [trpc.runs.pathFilter()];
    for (const filter of filters) void queryClient.invalidateQueries(filter);
  };
}
