import type { VisibleProjects } from '@atelier/db/runs/project-reads.ts';
import type { Actor } from '@atelier/domain/identity/actor.ts';
import { decide } from '@atelier/domain/identity/decide.ts';
import { runsActions } from '@atelier/domain/runs/actions.ts';

/** The projects whose runs and cases somebody may read: what `decide` says of each, without asking for each. */
export function visibleProjects(actor: Actor): VisibleProjects {
  const now = Date.now();
  const mayRead = (projectId?: string) =>
    decide(actor, runsActions.read, now, projectId === undefined ? {} : { projectId }) ===
    'allowed';
  if (mayRead()) return 'all';
  const named = actor.grants.flatMap(({ scope }) => (scope.type === 'project' ? [scope.id] : []));
  return [...new Set(named)].filter(mayRead);
}
