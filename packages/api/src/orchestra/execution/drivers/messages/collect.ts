import { StepError } from '../step-error.ts';
import { holds } from '../where.ts';

/** More is not looked at to find what a step waits for, in messages and in bytes. */
const mostLookedAt = 10_000;
const mostBytes = 32 * 1024 * 1024;

/** Of messages that are said to be there: where none comes for so long, they are not. */
const idleMs = 500;

export interface Wanted {
  /** JSONata over a message; all are wanted where there is none. */
  readonly where: string | undefined;
  readonly count: number;
  /** How long is waited, in milliseconds. */
  readonly limitMs: number;
  /** How many are there already: so many are looked at, also where that takes longer. */
  readonly there?: number;
  readonly signal: AbortSignal;
}

/** What came of a broker: something to look at, with its size in bytes. */
export interface Came<Message> {
  readonly message: Message;
  readonly bytes: number;
}

/** Messages that are as they are wanted. */
export interface Collected<Message> {
  readonly messages: readonly Message[];
  /** Whether there are as many as are wanted. */
  readonly isEnough: boolean;
  /** How many messages were looked at. */
  readonly looked: number;
}

/**
 * Takes messages as they come until there are as many as a step wants, in their order, or the time is up. Whatever else
 * ends it, `found` is a promise that says so: `ANSWER_TOO_LARGE`, a fault of the expression, what `fail` was told, or
 * the reason of the signal.
 */
export function collectMessages<Message>({ where, count, limitMs, there = 0, signal }: Wanted) {
  const kept: Message[] = [];
  let looked = 0;
  let passed = 0;
  let bytes = 0;
  let turn: Promise<void> = Promise.resolve();
  let settle: { resolve(all: Collected<Message>): void; reject(reason: unknown): void };
  const found = new Promise<Collected<Message>>((resolve, reject) => {
    settle = { resolve, reject };
  });
  // Whoever waits for it hears of it, also when it fails before.
  found.catch(() => {});
  let isOver = false;
  let isLate = false;
  let idle: NodeJS.Timeout | undefined;
  const end = (how: () => void) => {
    if (isOver) return;
    isOver = true;
    clearTimeout(timer);
    clearInterval(idle);
    signal.removeEventListener('abort', onAbort);
    how();
  };
  const fail = (reason: unknown) => end(() => settle.reject(reason));
  const settled = (isEnough: boolean) =>
    end(() => settle.resolve({ messages: kept, isEnough, looked }));
  const isSeen = () => looked + passed >= there;
  const onAbort = () => fail(signal.reason);
  const timer = setTimeout(() => {
    isLate = true;
    if (isSeen()) return settled(false);
    let before = -1;
    idle = setInterval(() => {
      if (bytes + looked === before) settled(false);
      before = bytes + looked;
    }, idleMs);
  }, limitMs);
  signal.addEventListener('abort', onAbort, { once: true });
  if (signal.aborted) onAbort();

  const look = async (message: Message) => {
    if (isOver) return;
    const isWanted = where === undefined || (await holds(where, message, signal));
    if (isOver) return;
    looked += 1;
    if (isWanted) kept.push(message);
    if (kept.length >= count) settled(true);
    else if (isLate && isSeen()) settled(false);
  };
  return {
    found,
    fail,
    /** One that is there, and is not to be looked at. */
    pass(): void {
      passed += 1;
      if (isLate && isSeen()) settled(false);
    },
    take({ message, bytes: size }: Came<Message>): void {
      bytes += size;
      if (bytes > mostBytes || looked >= mostLookedAt) {
        fail(new StepError('ANSWER_TOO_LARGE', { messages: mostLookedAt, bytes: mostBytes }));
      }
      if (!isOver) turn = turn.then(() => look(message)).catch(fail);
    },
  };
}

/** Why a step that waited to the end has failed. */
export function nothingCame({ messages, looked }: Collected<unknown>, count: number, ms: number) {
  return new StepError('NOTHING_CAME', { ms, found: messages.length, count, looked });
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
