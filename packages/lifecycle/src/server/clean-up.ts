/** Told what a clean-up left behind, such as `the scratch database …`, and why. */
export type OnLeftOver = (what: string, error: unknown) => void;

let onLeftOver: OnLeftOver = () => {};

/** Says who tells the user of what is left over: the program that runs. */
export function tellLeftOvers(listener: OnLeftOver): void {
  onLeftOver = listener;
}

/**
 * Removes what some work has left behind. A failure to do so is only reported: the work itself is finished
 * all the same, or has failed for a reason of its own, which is the one to show. Never throws.
 *
 * @param what names what is removed, in words for the user
 */
export async function cleanUp(what: string, remove: () => Promise<unknown>): Promise<void> {
  try {
    await remove();
  } catch (error) {
    onLeftOver(what, error);
  }
}
