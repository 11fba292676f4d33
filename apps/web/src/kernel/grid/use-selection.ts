import { useCallback, useMemo, useRef, useState } from 'react';

/** Which rows are chosen for what is done with several. With Shift everything since the last choice is chosen. */
export function useSelection<Row extends { readonly id: string }>(rows: readonly Row[]) {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  const anchor = useRef<string | null>(null);
  const latest = useRef(rows);
  latest.current = rows;

  const toggle = useCallback((id: string, withRange: boolean) => {
    const all = latest.current;
    const here = all.findIndex((row) => row.id === id);
    const start = all.findIndex((row) => row.id === anchor.current);
    setIds((now) => {
      const next = new Set(now);
      if (withRange && start >= 0 && here >= 0) {
        const range = all.slice(Math.min(start, here), Math.max(start, here) + 1);
        for (const row of range) next.add(row.id);
      } else if (!next.delete(id)) next.add(id);
      return next;
    });
    anchor.current = id;
  }, []);
  const clear = useCallback(() => setIds(new Set()), []);
  const selectAll = useCallback(() => setIds(new Set(latest.current.map(({ id }) => id))), []);
  const selected = useMemo(() => rows.filter(({ id }) => ids.has(id)), [rows, ids]);
  return {
    ids,
    rows: selected,
    isAll: selected.length > 0 && selected.length === rows.length,
    toggle,
    clear,
    selectAll,
  };
}

export type Selection<Row extends { readonly id: string }> = ReturnType<typeof useSelection<Row>>;
