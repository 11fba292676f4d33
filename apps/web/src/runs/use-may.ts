import type { Action } from '@atelier/domain/identity/actions.ts';
import { decide } from '@atelier/domain/identity/decide.ts';
import { useSuspenseQuery } from '@tanstack/react-query';
import { useTRPC } from '../kernel/api.ts';

/**
 * Whether whoever looks at the page may do something in a project, or with what all projects share (null): what they
 * may not is not offered.
 */
export function useMay(projectId: string | null): (action: Action) => boolean {
  const trpc = useTRPC();
  const { data: me } = useSuspenseQuery(trpc.identity.me.queryOptions());
  return (action) => {
    if (me.user === null) return false;
    const actor = { id: me.user.id, kind: 'user' as const, grants: me.grants };
    return decide(actor, action, Date.now(), { projectId: projectId ?? undefined }) === 'allowed';
  };
}

/** Who looks at the page; null for a guest without an account. */
export function useMyId(): string | null {
  const trpc = useTRPC();
  const { data: me } = useSuspenseQuery(trpc.identity.me.queryOptions());
  return me.user?.id ?? null;
}
