import { Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './link-cards.module.css';

/** The things of a list as cards, each of which leads to one. */
export function LinkCards({ children }: { readonly children: ReactNode }) {
  return <ul className={classes.cards}>{children}</ul>;
}

interface Props {
  /** The card's link with its name; the whole card is the link where it has the class it is given. */
  readonly title: (className: string | undefined) => ReactNode;
  readonly text: string | null;
  /** At its foot: what goes on in it. */
  readonly children: ReactNode;
}

export function LinkCard({ title, text, children }: Props) {
  return (
    <li className={classes.card}>
      <Title order={2} size="h4">
        {title(classes.link)}
      </Title>
      {text && (
        <Text size="sm" c="dimmed" lineClamp={3}>
          {text}
        </Text>
      )}
      <div className={classes.foot}>{children}</div>
    </li>
  );
}
