/** What somebody is in the whole house, or within a scope of it: each may all that those before it may. */
export const houseRoles = ['viewer', 'engineer', 'lead', 'admin'] as const;
export type HouseRole = (typeof houseRoles)[number];

/** What a member of one project is there, likewise. */
export const projectRoles = ['viewer', 'editor', 'owner'] as const;
export type ProjectRole = (typeof projectRoles)[number];

export type Role = HouseRole | ProjectRole;

/** Where a role holds: everywhere, below one area of somebody's life and work, or in one project. */
export type Scope =
  | { readonly type: 'global' }
  | { readonly type: 'area' | 'project'; readonly id: string };

/** A role that somebody was given. */
export interface Grant {
  readonly role: Role;
  readonly scope: Scope;
  /** From this instant on (milliseconds since 1970) it counts no more; null for never. */
  readonly expiresAt: number | null;
}

/** The house role everywhere, for ever. */
export function everywhere(role: HouseRole): Grant {
  return { role, scope: { type: 'global' }, expiresAt: null };
}

/** Whether a role is this house role or a higher one; a project's roles are none of them, save the viewer. */
export function reachesHouse(role: Role, least: HouseRole): boolean {
  return place(houseRoles, role) >= place(houseRoles, least);
}

/** The same on the ladder of a project. */
export function reachesProject(role: Role, least: ProjectRole): boolean {
  return place(projectRoles, role) >= place(projectRoles, least);
}

/** Below all of them for a role of the other ladder. */
function place(ladder: readonly Role[], role: Role): number {
  return ladder.indexOf(role);
}
