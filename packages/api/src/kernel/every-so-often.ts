/** Does it at once and so often, never twice at a time; gives what ends it. */
export function everySoOften(ms: number, work: () => Promise<unknown>): () => Promise<void> {
  let isOver = false;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<unknown> = Promise.resolve();
  const round = () => {
    running = work().finally(() => {
      if (!isOver) timer = setTimeout(round, ms).unref();
    });
  };
  round();
  return async () => {
    isOver = true;
    clearTimeout(timer);
    await running;
  };
}
