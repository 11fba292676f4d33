import { StepAborted, type StepTools } from './handler.ts';

/** One call of a handler: what it is given to notice that it is to stop. */
export class Step implements StepTools {
  /** Why it is to stop; undefined as long as it is not. */
  aborted: StepAborted | undefined;
  /** Called when it is to stop, and is not waited for much longer. */
  onAbort: (() => void) | undefined;
  /** It did not notice in time, and may still be under way. */
  isAbandoned = false;
  readonly #isHeld: () => boolean;
  #controller: AbortController | undefined;

  constructor(isHeld: () => boolean) {
    this.#isHeld = isHeld;
  }

  isHeld(): boolean {
    return this.#isHeld();
  }

  /** Made for the handlers that look at it: most steps are too short to be stopped. */
  get signal(): AbortSignal {
    this.#controller ??= new AbortController();
    if (this.aborted !== undefined) this.#controller.abort(this.aborted);
    return this.#controller.signal;
  }

  /** The first reason stands; but whoever only asks to cancel waits for the step to end. */
  abort(why: StepAborted['why']): void {
    if (this.aborted !== undefined && this.aborted.why !== 'cancel') return;
    this.aborted = new StepAborted(why);
    this.#controller?.abort(this.aborted);
    if (why !== 'cancel') this.onAbort?.();
  }
}
