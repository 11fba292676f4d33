import { Text } from '@mantine/core';
import { CodeBlock } from './code-block.tsx';
import classes from './database-page.module.css';

interface Props {
  /** What it is for. */
  readonly label: string;
  readonly children: string;
}

/** A command to type, and what it does. */
export function Command({ label, children }: Props) {
  return (
    <div className={classes.command}>
      <Text size="sm">{label}</Text>
      <CodeBlock label={`${label} ${children}`}>{children}</CodeBlock>
    </div>
  );
}
