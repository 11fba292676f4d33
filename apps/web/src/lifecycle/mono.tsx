import { Fragment } from 'react';
import classes from './words.module.css';

/** A name in the database; it may break behind `_` and `.`. */
export function Mono({ children }: { readonly children: string }) {
  const parts = children.split(/(?<=[_.])/);
  return (
    <code className={classes.mono}>
      {parts.map((part, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the parts have nothing but their place
        <Fragment key={index}>
          {index > 0 && <wbr />}
          {part}
        </Fragment>
      ))}
    </code>
  );
}
