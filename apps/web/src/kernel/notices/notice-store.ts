import type { ReactNode } from 'react';

/** What is told at the foot of the page for a while. */
export interface Notice {
  readonly id: string;
  /** `hint`: nothing was done, and nothing is wrong. `waiting`: stays for as long as it is true. */
  readonly tone: 'done' | 'hint' | 'failed' | 'waiting';
  /** An element and not a string, so that it changes with the language. */
  readonly message: ReactNode;
}

const maxNotices = 3;
let notices: readonly Notice[] = [];
let made = 0;
const listeners = new Set<() => void>();

function set(next: readonly Notice[]): void {
  notices = next;
  for (const listener of listeners) listener();
}

export const noticeStore = {
  get: () => notices,
  subscribe(listener: () => void) {
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
    };
  },
  /** Shows a notice; one about the same `topic` goes. */
  show(tone: Notice['tone'], message: ReactNode, topic?: string): void {
    made += 1;
    const others = notices.filter(({ id }) => topic === undefined || !id.startsWith(`${topic}#`));
    const notice = { id: `${topic ?? 'notice'}#${made}`, tone, message };
    const passing = [...others, notice].filter((one) => one.tone !== 'waiting').slice(-maxNotices);
    const waiting = [...others, notice].filter((one) => one.tone === 'waiting');
    set([...waiting, ...passing]);
  },
  hide(id: string): void {
    set(notices.filter((notice) => notice.id !== id));
  },
  hideTopic(topic: string): void {
    set(notices.filter(({ id }) => !id.startsWith(`${topic}#`)));
  },
};
