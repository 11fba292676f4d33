import type { CSSProperties, ReactNode } from 'react';

interface Props {
  /** Whether it is the head of its column. */
  readonly isHead?: boolean;
  /** Of a head by which the grid can be sorted. */
  readonly sorted?: 'ascending' | 'descending' | 'none' | undefined;
  readonly className: string | undefined;
  readonly style?: CSSProperties;
  readonly children: ReactNode;
}

/**
 * A cell of an ARIA grid; its row, or what stands in it, takes the focus. A virtualised list places its
 * rows itself, which table elements do not allow; the roles say the same.
 */
export function GridCell({ isHead = false, sorted, className, style, children }: Props) {
  return (
    <div
      {...(isHead ? { role: 'columnheader', 'aria-sort': sorted } : { role: 'gridcell' })}
      className={className}
      style={style}
    >
      {children}
    </div>
  );
}
