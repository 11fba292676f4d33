/** A failure that was explained already, or explains itself: its message is all that is to be shown. */
export class StageError extends Error {}

/**
 * Shows a stage on the terminal while it lasts, and one line with its duration when it is done.
 *
 * @template Result
 * @param {string} label
 * @param {() => Promise<Result>} work
 * @param {NodeJS.WriteStream} [stdout] where it shows
 * @returns {Promise<Result>}
 */
export async function stage(label, work, stdout = process.stdout) {
  const startedAt = performance.now();
  const clear = () => stdout.isTTY && stdout.write('\r\u001b[2K');
  if (stdout.isTTY) stdout.write(`… ${label}`);
  try {
    const result = await work();
    clear();
    stdout.write(`✓ ${label} (${((performance.now() - startedAt) / 1000).toFixed(1)} s)\n`);
    return result;
  } catch (error) {
    clear();
    stdout.write(`✗ ${label}\n`);
    throw error;
  }
}
