import type { ClaimedRow } from './claimed-row.ts';
import type { ClaimedRun, StepAborted } from './handler.ts';
import type { RunWrite } from './rules/read-advance.ts';
import type { Save, Saved } from './save.ts';
import { Step } from './step.ts';

/** What of a lease is left for what was begun in it to arrive, and for clocks that go at different speeds. */
const spareShare = 0.2;

/** A run in this worker's hands: what it knows of the row, and whether it is still its own. */
export class HeldRun {
  readonly id: string;
  readonly kind: string;
  readonly fence: string;
  readonly takeovers: number;
  control: ClaimedRun['control'];
  /** When the lease was last extended, by the steady clock, in milliseconds: before the database did so. */
  extendedAt: number;
  isLost = false;
  /** Whoever held it before let go of it between two steps. */
  readonly wasLetGo: boolean;
  readonly #leaseMs: number;
  #position: number;
  #sequence: number;
  #checkpoint: number;
  #context: unknown;
  #decision: ClaimedRun['decision'];
  #wasInterrupted: boolean;
  /** A step was begun since the last checkpoint. */
  #isBegun = false;
  #step: Step | undefined;
  #stepEndsAt = Number.POSITIVE_INFINITY;

  constructor(row: ClaimedRow, askedAt: number, leaseMs: number) {
    this.#leaseMs = leaseMs;
    this.id = row.id;
    this.kind = row.kind;
    this.fence = row.fence;
    this.takeovers = row.takeovers;
    this.control = row.control;
    this.extendedAt = askedAt;
    this.#position = row.position;
    this.#sequence = row.sequence;
    this.#checkpoint = row.checkpoint;
    this.#context = row.context;
    this.#decision = row.decision;
    this.#wasInterrupted = row.was_held;
    this.wasLetGo = row.was_let_go;
  }

  /**
   * As the handler is given it, with the step that begins now.
   *
   * @param limitMs how long it may take; 0 for as long as it likes
   */
  beginStep(limitMs: number): { readonly run: ClaimedRun; readonly step: Step } {
    const step = new Step(() => this.#isSurelyHeld());
    this.#stepEndsAt = limitMs > 0 ? performance.now() + limitMs : Number.POSITIVE_INFINITY;
    this.#step = step;
    const { id, kind, fence, takeovers, control } = this;
    const run: ClaimedRun = {
      id,
      kind,
      fence,
      takeovers,
      control,
      position: this.#position,
      sequence: this.#sequence,
      context: this.#context,
      decision: this.#decision,
      resumed: this.#wasInterrupted,
    };
    this.#wasInterrupted = false;
    this.#isBegun = true;
    return { run, step };
  }

  endStep(): void {
    this.#step = undefined;
  }

  /** The step may have done half of what it was to do: the handler is told. */
  interrupted(): void {
    this.#wasInterrupted = true;
  }

  /** How it is let go of: whether something of it may be half done, and whether its decision was told to nobody yet. */
  leftAs(): Pick<RunWrite, 'isLetGo' | 'keepsDecision'> {
    return { isLetGo: !this.#wasInterrupted, keepsDecision: !this.#isBegun };
  }

  /** What is asked of its holder now. */
  ask(control: ClaimedRun['control']): void {
    const isNew = control === 'cancel' && this.control !== 'cancel';
    this.control = control;
    if (isNew) this.abort('cancel');
  }

  /** Looks whether its step has hung. */
  checkStep(now: number): void {
    if (this.#step !== undefined && now > this.#stepEndsAt) this.abort('limit');
  }

  abort(why: StepAborted['why']): void {
    this.#step?.abort(why);
  }

  #isSurelyHeld(): boolean {
    const leftMs = this.extendedAt + this.#leaseMs - performance.now();
    return !this.isLost && leftMs > this.#leaseMs * spareShare;
  }

  /** It is another's now, or soon will be. */
  lose(): void {
    this.isLost = true;
    this.abort('lost');
  }

  toSave(write: RunWrite): Save {
    const { id, fence } = this;
    return { id, fence, checkpoint: this.#checkpoint, sequence: this.#sequence, write };
  }

  /**
   * @param askedAt when the checkpoint was sent, by the steady clock
   * @param context what it wrote there; undefined for what was there
   */
  saved({ control }: Saved, write: RunWrite, context: unknown, askedAt: number): void {
    this.control = control;
    this.extendedAt = Math.max(this.extendedAt, askedAt);
    this.#checkpoint += 1;
    this.#sequence += write.results.length;
    this.#position = write.position ?? this.#position;
    if (write.context !== null) this.#context = context;
    if (!write.keepsDecision) this.#decision = null;
    this.#isBegun = false;
  }
}
