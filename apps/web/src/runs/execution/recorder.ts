import type { ResultPatch } from '@atelier/domain/runs/result.ts';
import {
  answered,
  apart,
  isOf,
  nextToSend,
  onTopOf,
  type Recorded,
  type Refusal,
} from './recorded.ts';

/** What the server said to an entry: the items as they are now, or why not. */
export type Answer =
  | { readonly kind: 'saved'; readonly revisions: ReadonlyMap<string, number> }
  /** No answer came: it is sent again. */
  | { readonly kind: 'away' }
  | { readonly kind: 'refused'; readonly refusal: Refusal };

export interface RecorderOptions {
  /** Where entries are kept until they are answered. */
  readonly storage: EntryStorage;
  readonly send: (entry: Recorded) => Promise<Answer>;
  readonly newKey: () => string;
}

export interface EntryStorage {
  readonly load: () => readonly Recorded[];
  /** False where it could not be kept. */
  readonly keep: (entry: Recorded) => boolean;
  readonly drop: (entry: Recorded) => void;
}

export interface RecorderState {
  readonly queue: readonly Recorded[];
  /** Whether no answer comes at present. */
  readonly isAway: boolean;
  /** Whether something would be lost with the page: the browser keeps nothing. */
  readonly isVolatile: boolean;
}

const againMs = 3000;

/** For so long after an answer a page may still show what was there before it. */
const staleMs = 1000;

/**
 * Keeps what is recorded of runs until the server has it: in the browser, over a reload, in the order in which it was
 * recorded (ADR 98). What was refused waits for a decision, and everything else of its item with it.
 */
export function createRecorder({ storage, send, newKey }: RecorderOptions) {
  const listeners = new Set<() => void>();
  let state: RecorderState = { queue: storage.load(), isAway: false, isVolatile: false };
  let isSending = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let made = 0;
  /** What was answered lately: the revisions of items, and until when a page may not show them yet. */
  const lately = new Map<string, { readonly revision: number; readonly until: number }>();

  const set = (next: Partial<RecorderState>) => {
    state = { ...state, ...next };
    for (const listener of listeners) listener();
  };
  /** Has the storage keep what the queue holds. */
  const change = (queue: readonly Recorded[], more: Partial<RecorderState> = {}) => {
    const were = new Set(state.queue);
    const are = new Set(queue);
    const isKept = queue.filter((entry) => !were.has(entry)).map(storage.keep);
    const keys = new Set(queue.map(({ at }) => at));
    for (const entry of state.queue)
      if (!are.has(entry) && !keys.has(entry.at)) storage.drop(entry);
    const isVolatile = queue.length > 0 && (state.isVolatile || isKept.includes(false));
    set({ queue, isVolatile, ...more });
  };

  const sendNext = async (): Promise<void> => {
    if (isSending) return;
    isSending = true;
    clearTimeout(timer);
    try {
      for (let entry = nextToSend(state.queue); entry; entry = nextToSend(state.queue)) {
        const answer = await send(entry);
        if (answer.kind === 'away') {
          set({ isAway: true });
          timer = setTimeout(() => void sendNext(), againMs);
          return;
        }
        settle(entry, answer);
      }
    } finally {
      isSending = false;
    }
  };

  const settle = (entry: Recorded, answer: Exclude<Answer, { kind: 'away' }>) => {
    const isAway = false;
    if (answer.kind === 'saved') {
      const until = Date.now() + staleMs;
      for (const [itemId, revision] of answer.revisions) lately.set(itemId, { revision, until });
      return change(answered(state.queue, entry.key, answer.revisions), { isAway });
    }
    const queue = state.queue.flatMap((one) => {
      if (one.key !== entry.key) return [one];
      if (one.items.length > 1) return apart(one, newKey);
      return [{ ...one, refusal: answer.refusal }];
    });
    change(queue, { isAway });
  };

  return {
    subscribe(listener: () => void) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    get: () => state,
    /** Takes note of something; it is shown by then, and sent in its turn. */
    record(
      runId: string,
      items: readonly { readonly itemId: string; readonly revision: number }[],
      patch: ResultPatch,
    ): void {
      made += 1;
      const at = `${String(Date.now()).padStart(15, '0')}.${String(made).padStart(6, '0')}`;
      const onTop = items.map(({ itemId, revision }) => {
        const isWaiting = state.queue.some((entry) => isOf(entry, itemId));
        const late = lately.get(itemId);
        const isLate = late !== undefined && late.until > Date.now();
        const seen = isLate ? Math.max(late.revision, revision) : revision;
        return { itemId, revision: isWaiting ? null : seen };
      });
      change([...state.queue, { key: newKey(), at, runId, items: onTop, patch }]);
      void sendNext();
    },
    /** Records what was refused on top of what is there now. */
    keepMine(itemId: string, revision: number): void {
      change(onTopOf(state.queue, itemId, revision, newKey));
      void sendNext();
    },
    /** Forgets what was recorded of an item and was refused. */
    giveUp(itemId: string): void {
      change(state.queue.filter((entry) => !(entry.items.length === 1 && isOf(entry, itemId))));
      void sendNext();
    },
    /** Sends what waits: now, since there may be a server again. */
    tryAgain: (): void => void sendNext(),
    stop: (): void => clearTimeout(timer),
  };
}

export type Recorder = ReturnType<typeof createRecorder>;
