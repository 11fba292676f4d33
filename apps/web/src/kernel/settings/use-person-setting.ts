import { useCallback, useContext, useMemo, useSyncExternalStore } from 'react';
import type { z } from 'zod';
import { Settings } from './settings-store.ts';

/**
 * A setting of the person who uses the app, such as `tables.audit.views`, and how to change it; the change
 * resolves when it is kept. What is kept and does not fit the schema, say from an older version, is the
 * fallback.
 */
export function usePersonSetting<Value>(
  key: string,
  schema: z.ZodType<Value>,
  fallback: Value,
): readonly [Value, (next: Value) => Promise<void>] {
  const store = useContext(Settings);
  const kept = useSyncExternalStore(store.subscribe, () => store.read(key));
  const value = useMemo(() => {
    const read = schema.safeParse(kept);
    return read.success ? read.data : fallback;
  }, [kept, schema, fallback]);
  const save = useCallback((next: Value) => store.write(key, next), [store, key]);
  return [value, save];
}
