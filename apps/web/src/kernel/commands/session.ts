import { pageIsOf } from '../me/told.ts';

/** What somebody did is not sent by whoever signs in after them. */
const ownKey = (key: string): string => [key, pageIsOf()].filter(Boolean).join('.');

/** What this tab remembers over a reload; null where it remembers nothing, or is not allowed to. */
export function readSession(key: string): unknown {
  try {
    return JSON.parse(sessionStorage.getItem(ownKey(key)) ?? 'null');
  } catch {
    return null;
  }
}

export function writeSession(key: string, value: unknown): void {
  try {
    sessionStorage.setItem(ownKey(key), JSON.stringify(value));
  } catch {
    // Then it is forgotten by a reload, as it would be without us.
  }
}

/** Whether it was written by {@link writeSession} as a list of commands: nobody else writes there. */
export function isCommandList<Item extends { readonly path: string }>(
  value: unknown,
): value is readonly Item[] {
  return Array.isArray(value) && value.every((item) => typeof item?.path === 'string');
}
