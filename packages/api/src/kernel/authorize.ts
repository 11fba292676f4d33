import { kernelError } from '@atelier/domain/kernel/errors.ts';

/** What a call needs of whoever makes it: `public` for nothing at all, else an area and how it is used. */
export type Permission = 'public' | `${string}.${'read' | 'write'}`;

/** Who calls. */
export interface Actor {
  /** Idempotency keys are kept by it. */
  readonly id: string;
  readonly permissions: 'all' | ReadonlySet<Permission>;
}

/** Everybody, as long as there are no users. */
export const localActor: Actor = { id: 'local', permissions: 'all' };

export function isAllowed({ permissions }: Actor, permission: Permission): boolean {
  return permission === 'public' || permissions === 'all' || permissions.has(permission);
}

/** The one gate of procedures, endpoints and the live stream. Throws `ERR_FORBIDDEN`. */
export function authorize(actor: Actor, permission: Permission): void {
  if (!isAllowed(actor, permission)) throw kernelError('ERR_FORBIDDEN');
}
