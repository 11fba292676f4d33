import { StepError } from '../step-error.ts';
import { holds } from '../where.ts';

/** More is not looked at to find what a step waits for, in messages and in bytes. */
const mostLookedAt = 10_000;
const mostBytes = 32 * 1024 * 1024;

export interface Wanted {
  /** JSONata over a message; all are wanted where there is none. */
  readonly where: string | undefined;
  readonly count: number;
  /** How long is waited, in milliseconds. */
  readonly limitMs: number;
  readonly signal: AbortSignal;
}

/** What came of a broker: something to look at, with its size in bytes. */
export interface Came<Message> {
  readonly message: Message;
  readonly bytes: number;
}

/**
 * Takes messages as they come until there are as many as a step wants, in their order. Whatever ends it, `found` is a
 * promise that says so: `NOTHING_CAME` with how many came and were looked at, `ANSWER_TOO_LARGE`, a fault of the
 * expression, what `fail` was told, or the reason of the signal.
 */
export function collectMessages<Message>({ where, count, limitMs, signal }: Wanted) {
  const kept: Message[] = [];
  let looked = 0;
  let bytes = 0;
  let turn: Promise<void> = Promise.resolve();
  let settle: { resolve(all: readonly Message[]): void; reject(reason: unknown): void };
  const found = new Promise<readonly Message[]>((resolve, reject) => {
    settle = { resolve, reject };
  });
  // Whoever waits for it hears of it, also when it fails before.
  found.catch(() => {});
  let isOver = false;
  const end = (how: () => void) => {
    if (isOver) return;
    isOver = true;
    clearTimeout(timer);
    signal.removeEventListener('abort', onAbort);
    how();
  };
  const fail = (reason: unknown) => end(() => settle.reject(reason));
  const onAbort = () => fail(signal.reason);
  const timer = setTimeout(() => {
    fail(new StepError('NOTHING_CAME', { ms: limitMs, found: kept.length, count, looked }));
  }, limitMs);
  signal.addEventListener('abort', onAbort, { once: true });
  if (signal.aborted) onAbort();

  const look = async (message: Message) => {
    if (isOver) return;
    looked += 1;
    if (where !== undefined && !(await holds(where, message, signal))) return;
    if (isOver) return;
    kept.push(message);
    if (kept.length >= count) end(() => settle.resolve(kept));
  };
  return {
    found,
    fail,
    take({ message, bytes: size }: Came<Message>): void {
      bytes += size;
      if (bytes > mostBytes || looked >= mostLookedAt) {
        fail(new StepError('ANSWER_TOO_LARGE', { messages: mostLookedAt, bytes: mostBytes }));
      }
      if (!isOver) turn = turn.then(() => look(message)).catch(fail);
    },
  };
}

/** What a step answers with: its messages, and the first of them as the answer's own. */
export function messagesAnswer<
  Message extends {
    readonly body: unknown;
    readonly text: string;
    readonly headers: Readonly<Record<string, unknown>>;
  },
>(messages: readonly Message[], began: number) {
  const [first] = messages;
  return {
    messages,
    ...{ body: first?.body ?? null, text: first?.text ?? '', headers: first?.headers ?? {} },
    durationMs: Math.round(performance.now() - began),
  };
}
