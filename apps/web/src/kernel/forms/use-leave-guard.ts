import { useBlocker } from '@tanstack/react-router';
import { useState } from 'react';

/** Somebody is about to leave: `stay` or `go`. */
export interface LeaveQuestion {
  readonly stay: () => void;
  readonly go: () => void;
}

interface Options {
  readonly isDirty: () => boolean;
  readonly onDiscard: () => void;
}

/**
 * Asks before something unsaved is left: by a link or the way back, by closing a dialog (`leave`), or, in the
 * browser's own words, by closing the tab.
 */
export function useLeaveGuard({ isDirty, onDiscard }: Options) {
  const [leaving, setLeaving] = useState<(() => void) | null>(null);
  const blocker = useBlocker({
    // What a page keeps of itself in its address may change as it likes.
    shouldBlockFn: ({ current, next }) => isDirty() && current.pathname !== next.pathname,
    enableBeforeUnload: isDirty,
    withResolver: true,
  });
  const leave = (then: () => void) => {
    if (isDirty()) setLeaving(() => then);
    else then();
  };
  const question = (stay: () => void, go: () => void): LeaveQuestion => ({
    stay,
    go() {
      onDiscard();
      go();
    },
  });
  if (blocker.status === 'blocked') {
    return { leave, question: question(blocker.reset, blocker.proceed) };
  }
  if (leaving === null) return { leave, question: null };
  const done = () => setLeaving(null);
  return {
    leave,
    question: question(done, () => {
      done();
      leaving();
    }),
  };
}
