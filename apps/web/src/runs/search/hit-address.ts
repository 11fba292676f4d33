import type { Hit } from '@atelier/domain/runs/library-types.ts';
import type { LinkProps } from '@tanstack/react-router';

type Address = Pick<LinkProps, 'to' | 'params' | 'search'>;

/** The lists in which what was found is opened. */
const lists = {
  template: '/runs/projects/$projectId/templates',
  asset: '/runs/projects/$projectId/assets',
  shared_step: '/runs/projects/$projectId/shared-steps',
} as const;

/** Where what was found is shown; what all projects share is shown in the one that is open, if one is. */
export function hitAddress({ kind, id, ...hit }: Hit, openProject: string | undefined): Address {
  const projectId = hit.projectId ?? openProject;
  if (kind === 'run') return { to: '/runs/runs/$runId', params: { runId: id } };
  if (projectId === undefined) return { to: '/runs' };
  switch (kind) {
    case 'case':
      return { to: '/runs/projects/$projectId/cases/$caseId', params: { projectId, caseId: id } };
    case 'suite':
      return {
        to: '/runs/projects/$projectId/library',
        params: { projectId },
        search: { suite: id } as never,
      };
    default:
      return { to: lists[kind], params: { projectId }, search: { open: id } as never };
  }
}
