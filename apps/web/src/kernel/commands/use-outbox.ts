import { useQueryClient } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import { useTRPCClient } from '../api.ts';
import { type Outbox, outboxOf } from './outbox.tsx';

export function useOutbox(): Outbox {
  return outboxOf(useTRPCClient(), useQueryClient());
}

/** Whether a change of this row, or without an id any change, waits for an answer. */
export function useIsWaiting(id?: string): boolean {
  const outbox = useOutbox();
  return useSyncExternalStore(outbox.subscribe, () =>
    id === undefined ? outbox.waiting().length > 0 : outbox.isWaitingFor(id),
  );
}
