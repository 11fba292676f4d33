import { createContext } from 'react';
import { remember, remembered } from '../local-storage.ts';

/** Where a person's settings are kept. */
export interface SettingsStore {
  /**
   * The JSON value that is kept, the same object until it changes; undefined where nothing is, or where it
   * is not known yet.
   */
  readonly read: (key: string) => unknown;
  /** Shows at once; resolves when it is kept. */
  readonly write: (key: string, value: unknown) => Promise<void>;
  /** Calls whenever something may have changed, here or elsewhere. */
  readonly subscribe: (listener: () => void) => () => void;
}

/** Settings in this browser, for whoever uses it; other tabs see a change at once. */
export function createLocalSettings(): SettingsStore {
  // Also what the browser refuses to remember is a setting for as long as the page is open.
  const known = new Map<string, unknown>();
  const listeners = new Set<() => void>();
  const nameOf = (key: string) => `atelier.setting.${key}`;
  const onStorage = () => {
    known.clear();
    for (const listener of listeners) listener();
  };
  return {
    read(key) {
      if (!known.has(key)) known.set(key, parsed(remembered(nameOf(key))));
      return known.get(key);
    },
    async write(key, value) {
      known.set(key, value);
      remember(nameOf(key), JSON.stringify(value));
      for (const listener of listeners) listener();
    },
    subscribe(listener) {
      if (listeners.size === 0) window.addEventListener('storage', onStorage);
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0) window.removeEventListener('storage', onStorage);
      };
    },
  };
}

function parsed(text: string | null): unknown {
  if (text === null) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The store of the person who is here. Without a provider it is the browser's. */
export const Settings = createContext<SettingsStore>(createLocalSettings());
