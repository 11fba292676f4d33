import type { ReactNode } from 'react';
import classes from './tag.module.css';

/** A word behind a name that says something about it. */
export function Tag({ children }: { readonly children: ReactNode }) {
  return <span className={classes.tag}>{children}</span>;
}
