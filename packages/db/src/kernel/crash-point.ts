/** Called with the name of every crash point that is passed. */
type Trigger = (name: string) => void;

let trigger: Trigger | undefined;

/**
 * Names a place at which losing the process is worth a test: half a command is done here. Does nothing
 * unless a test's own server armed it.
 */
export function crashPoint(name: string): void {
  trigger?.(name);
}

/** Lets `whenPassed` decide at every crash point, for instance to kill the process. For tests alone. */
export function armCrashPoints(whenPassed: Trigger): void {
  trigger = whenPassed;
}
