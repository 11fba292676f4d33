import { defaultRangeExtractor, type Range, useWindowVirtualizer } from '@tanstack/react-virtual';
import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';

interface Options {
  readonly body: RefObject<HTMLDivElement | null>;
  readonly count: number;
  /** Always among the rows, so that the focus in it is not lost by scrolling. */
  readonly activeIndex: number;
  /** Of a row, in pixels; the style sheet has to agree. */
  readonly height: number;
  /** What covers the top of the window, in pixels: heads that stay in sight. */
  readonly covered: number;
}

/**
 * Which rows of a list that scrolls with the window exist, and where (ADR 36). `offset` is how far down the
 * page the first one begins.
 */
export function useWindowRows({ body, count, activeIndex, height, covered }: Options) {
  const offset = usePageOffset(body);
  const wanted = useRef<number | null>(null);
  const virtualizer = useWindowVirtualizer({
    count,
    estimateSize: () => height,
    overscan: 6,
    scrollMargin: offset,
    scrollPaddingStart: covered,
    scrollPaddingEnd: 96,
    rangeExtractor: useCallback(
      (range: Range) => {
        const shown = defaultRangeExtractor(range);
        if (activeIndex >= range.count || shown.includes(activeIndex)) return shown;
        return [...shown, activeIndex].sort((a, b) => a - b);
      },
      [activeIndex],
    ),
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the height is what makes measures stale
  useLayoutEffect(() => virtualizer.measure(), [height]);
  const focusRow = useCallback(
    (index: number) => {
      wanted.current = index;
      virtualizer.scrollToIndex(index);
    },
    [virtualizer],
  );
  useEffect(() => {
    if (wanted.current === null) return;
    const row = body.current?.querySelector<HTMLElement>(`[data-index="${wanted.current}"]`);
    if (!row) return;
    wanted.current = null;
    row.focus({ preventScroll: true });
  });
  return {
    rows: virtualizer.getVirtualItems(),
    height: virtualizer.getTotalSize(),
    offset,
    focusRow,
  };
}

/** How far an element stands from the top of the page, kept right as what is above it changes. */
function usePageOffset(element: RefObject<HTMLElement | null>): number {
  const [offset, setOffset] = useState(0);
  useLayoutEffect(() => {
    const measure = () => {
      const top = element.current?.getBoundingClientRect().top;
      if (top !== undefined) setOffset(Math.round(top + window.scrollY));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(document.body);
    return () => observer.disconnect();
  }, [element]);
  return offset;
}
