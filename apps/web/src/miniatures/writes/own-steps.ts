/** An entry of the history that we wrote. */
export interface OwnEntry {
  readonly id: string;
  readonly entryId: string;
}

interface Step {
  /** Null while the server has not answered. */
  entries: readonly OwnEntry[] | null;
  readonly answered: Promise<void>;
}

/** More than this many steps back nothing is younger than five minutes anyway. */
const maxSteps = 200;

/**
 * What this page did, in the order in which it was begun, so that it can be taken back from the last
 * to the first. Taking back waits for what is still under way.
 */
export function createOwnSteps() {
  const steps: Step[] = [];
  return {
    begin() {
      let resolve = () => {};
      const answered = new Promise<void>((done) => {
        resolve = done;
      });
      const step: Step = { entries: null, answered };
      steps.push(step);
      if (steps.length > maxSteps) steps.shift();
      return {
        done(entries: readonly OwnEntry[]): void {
          step.entries = entries;
          resolve();
        },
        failed(): void {
          const place = steps.indexOf(step);
          if (place >= 0) steps.splice(place, 1);
          resolve();
        },
      };
    },
    /** The last step that was done, and it is forgotten; undefined without any. */
    async takeLast(): Promise<readonly OwnEntry[] | undefined> {
      for (;;) {
        const last = steps.at(-1);
        if (last === undefined) return undefined;
        if (last.entries !== null) {
          steps.pop();
          return last.entries;
        }
        await last.answered;
      }
    },
  };
}

export type OwnSteps = ReturnType<typeof createOwnSteps>;
