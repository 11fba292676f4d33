/** So many steps back nothing is younger than the five minutes within which it can be taken back. */
const maxSteps = 500;

/**
 * What this page did, to be taken back from the last to the first. Commands are sent one after another:
 * the server writes them in the order in which they were given, so that the last one here is the
 * latest one there.
 */
export function createOwnSteps<Step>() {
  const steps: Step[] = [];
  let queue: Promise<unknown> = Promise.resolve();
  return {
    /** Runs a command when those before it are answered, and passes its outcome on. */
    inOrder<Result>(command: () => Promise<Result>): Promise<Result> {
      const result = queue.then(command);
      queue = result.catch(() => {});
      return result;
    },
    done(step: Step): void {
      steps.push(step);
      if (steps.length > maxSteps) steps.shift();
    },
    /** The last step, and it is forgotten until it is `done` again; undefined without any. */
    takeLast: (): Step | undefined => steps.pop(),
  };
}

export type OwnSteps<Step> = ReturnType<typeof createOwnSteps<Step>>;
