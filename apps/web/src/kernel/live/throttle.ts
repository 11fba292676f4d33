/**
 * Limits how often something expensive runs: the first call runs at once; calls that come while it runs, or
 * within the pause after it, run together once the pause is over. So the last call is always followed by a
 * run.
 */
export function throttle(run: () => Promise<unknown>, pauseMs: number): () => void {
  let resting = false;
  let wanted = false;
  const start = async () => {
    resting = true;
    wanted = false;
    await run().catch(() => {});
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
    resting = false;
    if (wanted) void start();
  };
  return () => {
    wanted = true;
    if (!resting) void start();
  };
}
