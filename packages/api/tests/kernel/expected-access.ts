import type { Action, Requirement } from '@atelier/domain/identity/actions.ts';
import { type Grant, houseRoles, projectRoles } from '@atelier/domain/identity/roles.ts';

/** How somebody stands to a thing. */
export interface Relation {
  readonly owns: boolean;
  /** Where it is; undefined for what is in none. */
  readonly projectId: string | undefined;
}

export type Access = 'allowed' | 'forbidden' | 'missing';

/** By the words of a declaration alone, and not by the rules that are tested; for users who signed in. */
export function accessTo(needs: Action, grants: readonly Grant[], relation: Relation): Access {
  if (satisfies(needs, grants, relation)) return 'allowed';
  const { seenBy } = needs;
  return seenBy !== undefined && !satisfies(seenBy, grants, relation) ? 'missing' : 'forbidden';
}

function satisfies(
  { role, inProject, own }: Requirement,
  grants: readonly Grant[],
  { owns, projectId }: Relation,
): boolean {
  if (role === 'everybody' || role === 'signed-in') return true;
  if (own && owns) return true;
  const upFrom = (ladder: readonly string[], least: string) => ladder.slice(ladder.indexOf(least));
  return grants.some(({ role: has, scope }) => {
    const reaches = scope.type === 'global' || scope.id === projectId;
    if (!reaches) return false;
    if (role !== 'no-role' && upFrom(houseRoles, role).includes(has)) return true;
    if (inProject === undefined || scope.type === 'global') return false;
    return upFrom(projectRoles, inProject).includes(has);
  });
}
