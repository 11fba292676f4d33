import type { ReactNode } from 'react';
import classes from './legend.module.css';
import { type Fill, Swatch } from './texture.tsx';

interface Item extends Fill {
  readonly name: string;
  /** Stands before the name. */
  readonly mark?: ReactNode;
  /** Stands behind the name: what it comes to. */
  readonly figure?: string;
}

/** What each fill of a chart stands for. */
export function Legend({ items }: { readonly items: readonly Item[] }) {
  return (
    <ul className={classes.legend}>
      {items.map(({ name, color, texture, mark, figure }) => (
        <li key={name}>
          <Swatch color={color} texture={texture} />
          {mark}
          {name} {figure !== undefined && <strong>{figure}</strong>}
        </li>
      ))}
    </ul>
  );
}
