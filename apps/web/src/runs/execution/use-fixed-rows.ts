import { type RefObject, useEffect, useLayoutEffect, useState } from 'react';

/** Rows beyond what is in sight, so that a key finds the next one there. */
const overscan = 8;

/**
 * Which rows of a list with a scroll bar of its own exist: those in sight and some around them. All are of one height,
 * so nothing is measured but the list itself. The current one is kept in sight.
 */
export function useFixedRows(
  scroll: RefObject<HTMLElement | null>,
  {
    count,
    height,
    current,
  }: { readonly count: number; readonly height: number; readonly current: number },
): { readonly first: number; readonly last: number } {
  const [seen, setSeen] = useState({ from: 0, to: 20 });
  useLayoutEffect(() => {
    const list = scroll.current;
    if (list === null) return;
    const look = () => {
      const from = Math.floor(list.scrollTop / height);
      const to = Math.ceil((list.scrollTop + list.clientHeight) / height);
      setSeen((now) => (now.from === from && now.to === to ? now : { from, to }));
    };
    look();
    const observer = new ResizeObserver(look);
    observer.observe(list);
    list.addEventListener('scroll', look, { passive: true });
    return () => {
      observer.disconnect();
      list.removeEventListener('scroll', look);
    };
  }, [scroll, height]);
  useEffect(() => {
    const list = scroll.current;
    if (list === null || current < 0) return;
    const top = current * height;
    if (top < list.scrollTop) list.scrollTop = top;
    const bottom = top + height - list.clientHeight;
    if (bottom > list.scrollTop) list.scrollTop = bottom;
  }, [scroll, height, current]);
  return {
    first: Math.max(0, Math.min(seen.from, count) - overscan),
    last: Math.min(count, seen.to + overscan),
  };
}
