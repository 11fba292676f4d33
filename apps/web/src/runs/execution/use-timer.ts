import { useEffect } from 'react';
import { useTRPCClient } from '../../kernel/api.ts';

const tellMs = 30_000;
/** Less than that is not worth a word. */
const leastSeconds = 2;

/**
 * Adds the time for which an item is in front of somebody to what was spent on it; while the page is hidden the clock
 * stands still.
 */
export function useTimer(itemId: string | null, isRunning: boolean): void {
  const client = useTRPCClient();
  useEffect(() => {
    if (itemId === null || !isRunning) return;
    let spent = 0;
    let since = document.hidden ? null : performance.now();
    const pause = () => {
      if (since !== null) spent += performance.now() - since;
      since = null;
    };
    const goOn = () => {
      since = document.hidden ? null : performance.now();
    };
    const tell = () => {
      pause();
      const seconds = Math.min(Math.round(spent / 1000), 86_400);
      if (seconds >= leastSeconds) {
        spent = 0;
        // Without a line it is told with what follows.
        void client.runs.execution.spend.mutate({ itemId, seconds }).catch(() => {
          spent += seconds * 1000;
        });
      }
      goOn();
    };
    const onVisibility = () => (document.hidden ? tell() : goOn());
    const timer = setInterval(tell, tellMs);
    document.addEventListener('visibilitychange', onVisibility);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', onVisibility);
      tell();
    };
  }, [client, itemId, isRunning]);
}
