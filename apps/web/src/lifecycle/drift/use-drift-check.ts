import { useQuery } from '@tanstack/react-query';
import { useTRPC } from '../../kernel/api.ts';
import { useCommand } from '../../kernel/commands/use-command.ts';

const askMs = 400;

/** The check for drift: what runs, what the last one found, and starting one. */
export function useDriftCheck() {
  const trpc = useTRPC();
  const check = useCommand('lifecycle.checkDrift');
  const { data } = useQuery({
    ...trpc.lifecycle.drift.queryOptions(),
    refetchOnMount: 'always',
    // A check may have been started elsewhere, or by this page before it was loaded anew.
    refetchInterval: ({ state }) => (check.isPending || state.data?.running ? askMs : false),
    throwOnError: (_error, { state }) => state.data === undefined,
  });
  const isRunning = check.isPending || (data?.running ?? null) !== null;
  return {
    /** What is being done now; null while nothing is. */
    step: isRunning ? (data?.running?.step ?? 'building') : null,
    last: data?.last ?? null,
    /** Why the check that this page started found nothing out. */
    error: isRunning ? null : check.error,
    start: () => void check.ask().catch(() => {}),
  };
}
