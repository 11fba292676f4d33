import { attachedTo } from '@atelier/domain/runs/attachments.ts';
import type { AreaChange, LiveDependencies } from '../kernel/areas.ts';
import { throttle } from '../kernel/live/throttle.ts';
import { createItemReader } from './execution/item-cache.ts';

/** Figures over many results are read again at most so often. */
const figuresMs = 2000;

/** Reads anew what is shown of the things that changed. */
export function createRefresher(dependencies: LiveDependencies) {
  const { trpc, queryClient } = dependencies;
  const { projects, suites, cases, sharedSteps, templates, assets, reasons, runs } = trpc.runs;
  const { execution, matrices, proof } = trpc.runs;
  const parts = {
    project: [projects.pathFilter(), execution.testers.pathFilter()],
    suite: [suites.pathFilter(), cases.pathFilter(), projects.pathFilter()],
    case: [
      cases.pathFilter(),
      sharedSteps.pathFilter(),
      suites.pathFilter(),
      templates.pathFilter(),
      runs.items.pathFilter(),
    ],
    shared_step: [sharedSteps.pathFilter()],
    template: [templates.pathFilter()],
    asset: [assets.pathFilter()],
    share_link: [proof.pathFilter()],
    run: [
      ...[runs.pathFilter(), proof.pathFilter(), projects.pathFilter(), assets.pathFilter()],
      ...[execution.lineage.pathFilter(), matrices.pathFilter()],
    ],
    matrix: [matrices.pathFilter(), runs.list.pathFilter()],
    result: [runs.pathFilter(), execution.files.pathFilter()],
    fail_reason: [reasons.pathFilter()],
  } as const;
  const readItems = createItemReader(dependencies);
  const { get, list, missing } = runs;
  const withFigures = [get, list, missing, matrices, execution.lineage, reasons];
  const figures = throttle(
    () => Promise.all(withFigures.map((part) => queryClient.invalidateQueries(part.pathFilter()))),
    figuresMs,
  );
  return ({ entity, ids }: AreaChange): void => {
    if ((entity === 'result' || entity === 'item') && ids !== null) {
      readItems(ids);
      for (const id of ids) {
        const itemId = attachedTo(id)?.itemId;
        if (itemId !== undefined)
          void queryClient.invalidateQueries(execution.files.queryFilter({ itemId }));
      }
      figures();
      return;
    }
    const filters = parts[entity as keyof typeof parts] ?? [trpc.runs.pathFilter()];
    for (const filter of filters) void queryClient.invalidateQueries(filter);
  };
}
