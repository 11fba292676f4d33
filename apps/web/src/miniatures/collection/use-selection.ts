import type { MiniatureType } from '@atelier/domain/miniatures/types.ts';
import { useCallback, useMemo, useRef, useState } from 'react';

/** Which types are chosen for what is done with several. With Shift everything since the last choice is chosen. */
export function useSelection(types: readonly MiniatureType[]) {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  const anchor = useRef<string | null>(null);
  const latest = useRef(types);
  latest.current = types;

  const toggle = useCallback((id: string, withRange: boolean) => {
    const all = latest.current;
    const here = all.findIndex((type) => type.id === id);
    const start = all.findIndex((type) => type.id === anchor.current);
    setIds((now) => {
      const next = new Set(now);
      if (withRange && start >= 0 && here >= 0) {
        const range = all.slice(Math.min(start, here), Math.max(start, here) + 1);
        for (const type of range) next.add(type.id);
      } else if (!next.delete(id)) next.add(id);
      return next;
    });
    anchor.current = id;
  }, []);
  const clear = useCallback(() => setIds(new Set()), []);
  const selectAll = useCallback(() => setIds(new Set(latest.current.map(({ id }) => id))), []);
  const selected = useMemo(() => types.filter(({ id }) => ids.has(id)), [types, ids]);
  return {
    ids,
    types: selected,
    isAll: selected.length > 0 && selected.length === types.length,
    toggle,
    clear,
    selectAll,
  };
}

export type Selection = ReturnType<typeof useSelection>;
