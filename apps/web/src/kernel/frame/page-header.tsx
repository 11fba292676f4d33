import type { ReactNode } from 'react';
import classes from './page-header.module.css';

interface Props {
  readonly children: ReactNode;
  readonly actions?: ReactNode;
}

/** The top of a page: its heading on the left, what can be done with all of it on the right. */
export function PageHeader({ children, actions }: Props) {
  return (
    <header className={classes.header}>
      <div className={classes.heading}>{children}</div>
      {actions && <div className={classes.actions}>{actions}</div>}
    </header>
  );
}
