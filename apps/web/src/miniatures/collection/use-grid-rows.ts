import { useMediaQuery } from '@mantine/hooks';
import type { RefObject } from 'react';
import { useWindowRows } from '../../kernel/grid/use-window-rows.ts';

/** Heights in pixels; the style sheet has the same two. */
const rowHeights = { wide: 60, narrow: 112 };

interface Options {
  readonly body: RefObject<HTMLDivElement | null>;
  readonly count: number;
  readonly activeIndex: number;
}

/** Which rows of the list exist, and where. */
export function useGridRows({ body, count, activeIndex }: Options) {
  const narrow = useMediaQuery('(max-width: 47.99em)', undefined, {
    getInitialValueInEffect: false,
  });
  return useWindowRows({
    body,
    count,
    activeIndex,
    height: narrow ? rowHeights.narrow : rowHeights.wide,
    covered: narrow ? 144 : 56,
  });
}
