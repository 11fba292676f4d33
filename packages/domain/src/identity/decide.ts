import type { Action } from './actions.ts';
import type { Actor } from './actor.ts';
import { type Grant, reachesHouse, reachesProject } from './roles.ts';

/** Where a thing is, and whose; what has none of it is the house's. */
export interface Resource {
  readonly projectId?: string | undefined;
  /** The area of life and work that it is in, and those above it. */
  readonly areaIds?: readonly string[] | undefined;
  /** A user. */
  readonly ownerId?: string | undefined;
}

/** `hidden`: whoever asks must not learn that the thing exists, and is told what is said of a missing one. */
export type Permission = 'allowed' | 'unauthenticated' | 'forbidden' | 'hidden';

/** Whether an actor may do something: with this thing, or in the house where there is none. `now` in milliseconds since 1970. */
export function decide(
  actor: Actor,
  action: Action,
  now: number,
  resource: Resource = {},
): Permission {
  if (mayDo(actor, action, now, resource)) return 'allowed';
  if (actor.kind === 'nobody') return 'unauthenticated';
  const { seenBy } = action;
  if (seenBy === undefined || mayDo(actor, seenBy, now, resource)) return 'forbidden';
  return 'hidden';
}

/**
 * The same before it is known which thing it is about: `allowed` where there may be one with which the actor may
 * do it, so that it has to be looked up.
 */
export function decideBefore(actor: Actor, action: Action, now: number): Permission {
  const permission = decide(actor, action, now);
  if (permission === 'allowed' || permission === 'unauthenticated') return permission;
  if (!tokenAllows(actor, action)) return 'forbidden';
  // Who owns nothing yet and is in no project is told of each thing what a stranger is told.
  if (action.own || action.inProject !== undefined || permission === 'hidden') return 'allowed';
  return actor.grants.some((grant) => grant.scope.type !== 'global' && isLive(grant, now))
    ? 'allowed'
    : 'forbidden';
}

function mayDo(actor: Actor, action: Action, now: number, resource: Resource): boolean {
  const { role, inProject, own } = action;
  if (role === 'everybody') return true;
  if (actor.kind === 'nobody' || !tokenAllows(actor, action)) return false;
  if (role === 'signed-in' || actor.kind === 'system') return true;
  if (own && resource.ownerId === actor.id) return true;
  return actor.grants.some((grant) => {
    if (!isLive(grant, now) || !covers(grant, resource)) return false;
    if (role !== 'no-role' && reachesHouse(grant.role, role)) return true;
    // A viewer of the house is no member of its projects.
    if (inProject === undefined || grant.scope.type !== 'project') return false;
    return reachesProject(grant.role, inProject);
  });
}

function tokenAllows({ limits }: Actor, { area, access, withoutTokens, proof }: Action): boolean {
  if (limits === undefined) return true;
  if (withoutTokens || proof !== undefined) return false;
  if (limits.areas !== null && !limits.areas.includes(area)) return false;
  return access === 'read' || limits.access === 'write';
}

function isLive({ expiresAt }: Grant, now: number): boolean {
  return expiresAt === null || now < expiresAt;
}

function covers({ scope }: Grant, { projectId, areaIds = [] }: Resource): boolean {
  if (scope.type === 'global') return true;
  return scope.type === 'project' ? scope.id === projectId : areaIds.includes(scope.id);
}
