import type { ReactNode } from 'react';
import { useErrorWords } from '../errors/error-words.ts';

/** What is told at the foot of the page for a while. */
export interface Notification {
  readonly id: string;
  /** `hint`: nothing was done, and nothing is wrong. `waiting`: stays for as long as it is true. */
  readonly tone: 'done' | 'hint' | 'failed' | 'waiting';
  /** An element and not a string, so that it changes with the language. */
  readonly message: ReactNode;
}

const maxNotifications = 3;
let notifications: readonly Notification[] = [];
let made = 0;
const listeners = new Set<() => void>();

function set(next: readonly Notification[]): void {
  notifications = next;
  for (const listener of listeners) listener();
}

export const notificationStore = {
  get: () => notifications,
  subscribe(listener: () => void) {
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
    };
  },
  /** Shows a notification; one about the same `topic` goes. */
  show(tone: Notification['tone'], message: ReactNode, topic?: string): void {
    made += 1;
    const others = notifications.filter(
      ({ id }) => topic === undefined || !id.startsWith(`${topic}#`),
    );
    const notification = { id: `${topic ?? 'notice'}#${made}`, tone, message };
    const all = [...others, notification];
    const passing = all.filter((one) => one.tone !== 'waiting').slice(-maxNotifications);
    const waiting = all.filter((one) => one.tone === 'waiting');
    set([...waiting, ...passing]);
  },
  hide(id: string): void {
    set(notifications.filter((notification) => notification.id !== id));
  },
  hideTopic(topic: string): void {
    set(notifications.filter(({ id }) => !id.startsWith(`${topic}#`)));
  },
};

/** Tells that something was done. A notification about the same topic takes the place of the one before. */
export function showNotification(message: ReactNode, topic?: string): void {
  notificationStore.show('done', message, topic);
}

/** Tells why there was nothing to do. */
export function showHint(message: ReactNode, topic?: string): void {
  notificationStore.show('hint', message, topic);
}

/** Tells why something was refused, in words. */
export function showFailure(error: unknown, topic?: string): void {
  notificationStore.show('failed', <Failure error={error} />, topic);
}

function Failure({ error }: { readonly error: unknown }) {
  return <>{useErrorWords(error).text}</>;
}
