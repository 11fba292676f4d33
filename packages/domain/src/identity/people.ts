import {
  type Grant,
  type HouseRole,
  houseRoles,
  projectRoles,
  type Role,
  type Scope,
} from './roles.ts';

/** Somebody, as administrators see them. Instants are milliseconds since 1970. */
export interface Person {
  readonly id: string;
  readonly displayName: string;
  /** Null for a guest. */
  readonly email: string | null;
  /** A guest is a browser on this machine, known by its device; an account signs in. */
  readonly kind: 'guest' | 'account';
  /** Whom a program without any token stands for, where nobody signs in. */
  readonly isOwner: boolean;
  readonly active: boolean;
  /** All that were given, those that have expired as well. */
  readonly roles: readonly Grant[];
  readonly createdAt: number;
  /** When they, or a program of theirs, last called; null for never. */
  readonly lastSeenAt: number | null;
}

/** An invitation that can still be accepted. */
export interface Invitation {
  readonly id: string;
  /** Null where the link is for whoever has it. */
  readonly email: string | null;
  readonly role: HouseRole;
  readonly createdAt: number;
  readonly expiresAt: number;
  /** Null where they are gone. */
  readonly createdBy: { readonly id: string; readonly displayName: string } | null;
}

export interface People {
  /** Accounts by name, then guests, the latest seen first. */
  readonly people: readonly Person[];
  /** Guests beyond those, who were seen longest ago; browsers that somebody once opened are many. */
  readonly moreGuests: number;
  readonly invitations: readonly Invitation[];
}

/** What whoever invited somebody is told, once. */
export interface Invited {
  readonly id: string;
  /** The whole address to send. Null where the same request is repeated under its idempotency key. */
  readonly link: string | null;
  /** Whether it is on its way by mail as well. */
  readonly mailed: boolean;
  readonly expiresAt: number;
}

/** A link with which somebody sets a new password, as an administrator is told it, once. */
export interface NewResetLink {
  readonly id: string;
  /** The whole address. Null where the same request is repeated under its idempotency key. */
  readonly link: string | null;
  /** In milliseconds since 1970. */
  readonly expiresAt: number;
}

/** Whether a role can be given there: the house's anywhere, those of a project in a project alone. */
export function existsIn(role: Role, scope: Scope['type']): boolean {
  const ladders: readonly (readonly Role[])[] =
    scope === 'project' ? [houseRoles, projectRoles] : [houseRoles];
  return ladders.some((ladder) => ladder.includes(role));
}

/** Of somebody as much as says whether they administer the house. */
export interface Administrator {
  readonly id: string;
  readonly active: boolean;
  readonly roles: readonly Grant[];
}

/** What an administrator is about to do to somebody. */
export type RoleChange =
  | { readonly kind: 'grant' | 'revoke'; readonly userId: string; readonly grant: Grant }
  | { readonly kind: 'deactivate'; readonly userId: string };

/**
 * Whether a change would leave the house to nobody: it has administrators for good, and none of them would be
 * left. Where all of them expire, the last of those that do not yet is kept.
 */
export function leavesNoAdministrator(
  people: readonly Administrator[],
  change: RoleChange,
  now: number,
): boolean {
  const after = people.map((one) => (one.id === change.userId ? changed(one, change) : one));
  const lasting = count(people, isLasting);
  if (lasting > 0) return count(after, isLasting) === 0;
  const isLive = ({ expiresAt }: Grant) => expiresAt === null || now < expiresAt;
  return count(people, isLive) > 0 && count(after, isLive) === 0;
}

/** Whether two grants are the same role in the same place: a person has it once. */
export function isSameGrant(one: Pick<Grant, 'role' | 'scope'>, other: typeof one): boolean {
  return one.role === other.role && placeOf(one.scope) === placeOf(other.scope);
}

function changed(person: Administrator, change: RoleChange): Administrator {
  if (change.kind === 'deactivate') return { ...person, active: false };
  const others = person.roles.filter((grant) => !isSameGrant(grant, change.grant));
  return { ...person, roles: change.kind === 'grant' ? [...others, change.grant] : others };
}

const isLasting = ({ expiresAt }: Grant): boolean => expiresAt === null;

/** How many active people administer the whole house by a grant like this. */
function count(people: readonly Administrator[], counts: (grant: Grant) => boolean): number {
  return people.filter(
    ({ active, roles }) =>
      active &&
      roles.some((grant) => grant.role === 'admin' && isGlobal(grant.scope) && counts(grant)),
  ).length;
}

const isGlobal = ({ type }: Scope): boolean => type === 'global';
const placeOf = (scope: Scope): string =>
  scope.type === 'global' ? 'global' : `${scope.type}:${scope.id}`;
