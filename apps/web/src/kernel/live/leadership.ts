import { newKey } from '@atelier/sdk/idempotency-key.ts';

/** What a tab does when it is its turn, and when it is another one's again. */
export interface Turn {
  readonly onLead: () => void;
  readonly onFollow: () => void;
}

/**
 * One of the browser's tabs leads, and when it goes, another one does. Where the browser has locks, the
 * leader is the tab that holds the lock of this name; otherwise, as over plain http from another machine,
 * the tabs agree among themselves; where they cannot even talk to each other, each one leads. Returns a
 * function that ends it.
 */
export function takeTurns(name: string, turn: Turn): () => void {
  if (typeof BroadcastChannel === 'undefined') {
    turn.onLead();
    return () => {};
  }
  return navigator.locks === undefined ? elect(name, turn) : waitForLock(name, turn);
}

function waitForLock(name: string, { onLead }: Turn): () => void {
  const ended = new AbortController();
  const hold = async () => {
    onLead();
    await new Promise<void>((resolve) => ended.signal.addEventListener('abort', () => resolve()));
  };
  navigator.locks.request(name, { signal: ended.signal }, hold).catch(() => {
    // Closed before its turn came.
  });
  return () => ended.abort();
}

interface Word {
  /** `who` asks who leads, `leads` answers, `leaves` makes room. */
  readonly about: 'who' | 'leads' | 'leaves';
  /** Whoever says it. Earlier tabs come first. */
  readonly from: string;
}

/** So long a leader has to say that it is there, before another one leads. */
const answerMs = 400;
/** How often a tab that follows asks. */
const askMs = 4000;
/** After so many questions without an answer there is no leader, though none has left: it hangs, or crashed. */
const patience = 2;

/**
 * An election by messages. Two may lead for a moment, which does no harm: the earlier tab stays. A leader
 * is known to be there by its answers, not by a timer of its own, since the timers of a hidden tab may
 * pause for a minute.
 */
function elect(name: string, { onLead, onFollow }: Turn): () => void {
  const own = `${Date.now()}-${newKey()}`;
  const channel = new BroadcastChannel(`${name}.leader`);
  const say = (about: Word['about']) => channel.postMessage({ about, from: own } satisfies Word);
  let isLeading = false;
  let unanswered = 0;
  let standing: ReturnType<typeof setTimeout> | undefined;

  const lead = () => {
    standing = undefined;
    isLeading = true;
    say('leads');
    onLead();
  };
  /** Leads, unless somebody says to do so until then. */
  const stand = (waitMs = answerMs) => {
    clearTimeout(standing);
    standing = setTimeout(lead, waitMs);
  };
  const begin = () => {
    say('who');
    stand();
  };
  /** Whether it led until now. */
  const stop = (): boolean => {
    clearTimeout(standing);
    standing = undefined;
    unanswered = 0;
    const hasLed = isLeading;
    isLeading = false;
    return hasLed;
  };

  channel.onmessage = ({ data: { about, from } }: MessageEvent<Word>) => {
    const isEarlier = from < own;
    if (about === 'leads') {
      if (isLeading && !isEarlier) say('leads');
      else if (stop()) onFollow();
    } else if (isLeading) {
      if (about === 'who') say('leads');
    } else if (about === 'leaves') {
      begin();
    } else if (standing !== undefined) {
      // Of several that stand at the same time the earliest leads: its word comes before the others' time.
      if (isEarlier) stand(2 * answerMs);
      else say('who');
    }
  };
  const asking = setInterval(() => {
    if (isLeading) return say('leads');
    if (unanswered >= patience) stand();
    unanswered += 1;
    say('who');
  }, askMs);
  const onHide = () => {
    if (!stop()) return;
    say('leaves');
    onFollow();
  };
  // A page that was left may have been kept, and come back.
  const onShow = ({ persisted }: PageTransitionEvent) => persisted && begin();
  globalThis.addEventListener?.('pagehide', onHide);
  globalThis.addEventListener?.('pageshow', onShow);
  begin();
  return () => {
    globalThis.removeEventListener?.('pagehide', onHide);
    globalThis.removeEventListener?.('pageshow', onShow);
    clearInterval(asking);
    if (stop()) say('leaves');
    channel.close();
  };
}
