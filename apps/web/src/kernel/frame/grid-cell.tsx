import type { CSSProperties, ReactNode } from 'react';

interface Props {
  readonly className: string | undefined;
  readonly style?: CSSProperties;
  readonly children: ReactNode;
}

// A virtualised list places its rows itself, which table elements do not allow; the roles say the same.

/** A cell of an ARIA grid; its row, or what stands in it, takes the focus. */
export function GridCell({ className, style, children }: Props) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: see above
    // biome-ignore lint/a11y/useFocusableInteractive: the row takes the focus
    <div role="gridcell" className={className} style={style}>
      {children}
    </div>
  );
}

/** The head of a column of an ARIA grid. */
export function ColumnHead({ className, style, children }: Props) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: see above
    // biome-ignore lint/a11y/useFocusableInteractive: there is nothing to do with it
    <div role="columnheader" className={className} style={style}>
      {children}
    </div>
  );
}
