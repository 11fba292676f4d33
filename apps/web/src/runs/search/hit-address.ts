import type { Hit } from '@atelier/domain/runs/library-types.ts';
import type { LinkProps } from '@tanstack/react-router';

/** The page on which what was found is shown; what all projects share is shown in the one that is open. */
export function hitAddress(
  hit: Hit,
  openProject: string,
): Pick<LinkProps, 'to' | 'params' | 'search'> {
  const projectId = hit.projectId ?? openProject;
  switch (hit.kind) {
    case 'case':
      return {
        to: '/runs/projects/$projectId/cases/$caseId',
        params: { projectId, caseId: hit.id },
      };
    case 'suite':
      return {
        to: '/runs/projects/$projectId/library',
        params: { projectId },
        search: { suite: hit.id } as never,
      };
    case 'shared_step':
      return { to: '/runs/projects/$projectId/shared-steps', params: { projectId } };
    default:
      return { to: '/runs/projects/$projectId', params: { projectId } };
  }
}
