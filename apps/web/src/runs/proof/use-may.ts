import type { Action } from '@atelier/domain/identity/actions.ts';
import { decide } from '@atelier/domain/identity/decide.ts';
import { useQuery } from '@tanstack/react-query';
import { useTRPC } from '../../kernel/api.ts';

/** Whether whoever is here may do something in a project; false until it is known who that is. */
export function useMay(action: Action, projectId: string | undefined): boolean {
  const { data: me } = useQuery(useTRPC().identity.me.queryOptions());
  if (!me?.user) return false;
  const actor = { id: me.user.id, kind: 'user' as const, grants: me.grants };
  return decide(actor, action, Date.now(), { projectId }) === 'allowed';
}
