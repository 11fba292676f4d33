import { accountError } from '@atelier/domain/identity/account-errors.ts';
import type { Action } from '@atelier/domain/identity/actions.ts';
import type { Actor } from '@atelier/domain/identity/actor.ts';
import {
  decide,
  decideBefore,
  type Permission,
  type Resource,
} from '@atelier/domain/identity/decide.ts';
import { needsProof } from '@atelier/domain/identity/proof.ts';
import type { DomainError } from '@atelier/domain/kernel/errors.ts';
import { kernelError } from '@atelier/domain/kernel/errors.ts';
import type { Knex } from 'knex';
import type { Caller } from './context.ts';

/** A kind of thing that not everybody may reach, such as a project: where it is found, and what is said where it is not. */
export interface ResourceKind {
  /** As its area calls it: the tests of permissions make one of each by it. */
  readonly name: string;
  /** Null where there is none with this id. */
  readonly load: (db: Knex, id: string) => Promise<Resource | null>;
  /** What is told of a missing one, and to strangers of any. */
  readonly missing: () => DomainError;
}

/** Whether it may be done in the house, or may turn out so once the thing is known. */
export function mayBegin(actor: Actor, action: Action): boolean {
  return permissionBefore(actor, action) === 'allowed';
}

/**
 * The gate of endpoints and the live stream, before anything of the request is read: whoever gets through it for
 * an action that depends on a thing is still to be asked with the thing. Throws `ERR_UNAUTHENTICATED`,
 * `ERR_FORBIDDEN`.
 */
export function authorize(actor: Actor, action: Action): void {
  refuse(permissionBefore(actor, action));
}

/** The first gate of a procedure that is about a thing; `authorizeWith` is the second. Throws as `authorize`. */
export function authorizeBefore(actor: Actor, action: Action): void {
  refuse(decideBefore(actor, action, Date.now()));
}

/**
 * The one gate of a procedure that is about no thing: a role in a project or an area is none in the house, where
 * nothing is asked afterwards. Throws as `authorize`.
 */
export function authorizeInHouse(actor: Actor, action: Action): void {
  refuse(decide(actor, action, Date.now()));
}

function permissionBefore(actor: Actor, action: Action): Permission {
  const { own, inProject, seenBy } = action;
  const dependsOnThing = own || inProject !== undefined || seenBy !== undefined;
  return dependsOnThing
    ? decideBefore(actor, action, Date.now())
    : decide(actor, action, Date.now());
}

/**
 * The second gate, where an action is about one thing; gives where that is. Throws `ERR_FORBIDDEN`, and what the kind
 * says of a missing thing.
 */
export async function authorizeWith(
  db: Knex,
  actor: Actor,
  action: Action,
  kind: ResourceKind,
  id: string,
): Promise<Resource> {
  return authorizeFound(actor, action, kind, (await kind.load(db, id)) ?? undefined);
}

/**
 * The same where the work has read the thing itself, and with it where it is and whose; gives it back. Throws as
 * `authorizeWith`.
 */
export function authorizeFound<Found extends Resource>(
  actor: Actor,
  action: Action,
  kind: ResourceKind,
  found: Found | undefined,
): Found {
  if (found === undefined) throw kind.missing();
  const permission = decide(actor, action, Date.now(), found);
  if (permission === 'hidden') throw kind.missing();
  refuse(permission);
  return found;
}

/**
 * The last gate, behind all others: some actions ask whoever does them to have shown of late that it is them.
 * Nothing is claimed or changed before it, so the same request may come again. Throws `ERR_PROOF_NEEDED`.
 */
export function requireProof(
  { actor, provedAt }: Pick<Caller, 'actor' | 'provedAt'>,
  action: Action,
): void {
  if (needsProof(action, actor, provedAt, Date.now())) throw accountError('ERR_PROOF_NEEDED');
}

function refuse(permission: Permission): void {
  if (permission === 'unauthenticated') throw kernelError('ERR_UNAUTHENTICATED');
  if (permission !== 'allowed') throw kernelError('ERR_FORBIDDEN');
}
