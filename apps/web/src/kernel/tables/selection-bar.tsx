import { CloseButton } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './selection-bar.module.css';

interface Props {
  /** What the bar is for: “Selected rows”. */
  readonly label: string;
  /** How many are selected, in words. */
  readonly count: string;
  /** What the cross does, in words. */
  readonly clear: string;
  readonly onClear: () => void;
  readonly children: ReactNode;
}

/** What can be done with what is selected, at the foot of the window. */
export function SelectionBar({ label, count, clear, onClear, children }: Props) {
  return (
    <section data-foot-bar className={classes.bar} aria-label={label}>
      <span role="status" className={classes.count}>
        {count}
      </span>
      {children}
      <CloseButton size="lg" aria-label={clear} onClick={onClear} />
    </section>
  );
}
