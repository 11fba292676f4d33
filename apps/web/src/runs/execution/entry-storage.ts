import { isRecord } from '@atelier/domain/kernel/is-record.ts';
import type { Recorded } from './recorded.ts';
import type { EntryStorage } from './recorder.ts';

/**
 * Keeps each entry under a key of its own, so that two tabs do not overwrite each other's, and for one person, so that
 * nobody sends what somebody else recorded.
 */
export function entryStorage(personId: string | null, store: Storage = localStorage): EntryStorage {
  const prefix = `atelier.runs.recorded.${personId ?? ''}.`;
  return {
    load() {
      try {
        const keys = Array.from({ length: store.length }, (_, place) => store.key(place) ?? '');
        return keys
          .filter((key) => key.startsWith(prefix))
          .sort()
          .flatMap((key) => entriesIn(store.getItem(key)));
      } catch {
        return [];
      }
    },
    keep(entry) {
      try {
        store.setItem(prefix + entry.at, JSON.stringify(entry));
        return true;
      } catch {
        return false;
      }
    },
    drop({ at }) {
      try {
        store.removeItem(prefix + at);
      } catch {
        // Nothing was kept there either.
      }
    },
  };
}

/** What we wrote; anything else is not ours. */
function entriesIn(text: string | null): readonly Recorded[] {
  try {
    const entry: unknown = JSON.parse(text ?? 'null');
    const isOurs =
      isRecord(entry) &&
      typeof entry.key === 'string' &&
      typeof entry.at === 'string' &&
      typeof entry.runId === 'string' &&
      Array.isArray(entry.items) &&
      isRecord(entry.patch);
    return isOurs ? [entry as unknown as Recorded] : [];
  } catch {
    return [];
  }
}
