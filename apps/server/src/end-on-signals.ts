/** A terminal's Ctrl-C comes to us twice, from the terminal and from npm: that is one wish to stop. */
const sameSignalWithin = 500;

/**
 * Runs `stop` once at the first SIGINT (Ctrl-C), SIGTERM, or closing of the terminal, and `force` at a
 * later one that is not merely an echo of the first.
 */
export function endOnSignals(stop: () => void, force: () => void): void {
  let firstAt: number | undefined;
  const onSignal = () => {
    if (firstAt === undefined) {
      firstAt = performance.now();
      stop();
    } else if (performance.now() - firstAt > sameSignalWithin) {
      force();
    }
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGBREAK'] as const) {
    // SIGBREAK is Windows' alone; elsewhere there is no such signal to listen to.
    if (signal !== 'SIGBREAK' || process.platform === 'win32') process.on(signal, onSignal);
  }
}
