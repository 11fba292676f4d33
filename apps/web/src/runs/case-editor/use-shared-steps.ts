import type { PinnedVersion } from '@atelier/domain/runs/shared-steps.ts';
import { useSuspenseQueries, useSuspenseQuery } from '@tanstack/react-query';
import { useTRPC } from '../../kernel/api.ts';

/** A shared step with all of its versions, the newest first. */
export interface SharedStepChoice {
  readonly id: string;
  readonly title: string;
  readonly isArchived: boolean;
  readonly versions: readonly PinnedVersion[];
}

/** The shared steps of a project, each with its versions. */
export function useSharedSteps(projectId: string): readonly SharedStepChoice[] {
  const trpc = useTRPC();
  const { data: shared } = useSuspenseQuery(trpc.runs.sharedSteps.list.queryOptions({ projectId }));
  const versions = useSuspenseQueries({
    queries: shared.map(({ id }) =>
      trpc.runs.sharedSteps.versions.queryOptions({ sharedStepId: id }),
    ),
  });
  return shared.map(({ id, title, isArchived }, place) => ({
    ...{ id, title, isArchived },
    versions: versions[place]?.data ?? [],
  }));
}
