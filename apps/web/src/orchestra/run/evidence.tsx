import { Text } from '@mantine/core';
import { ScrollRegion } from '../../kernel/frame/scroll-region.tsx';
import classes from './suite-run-page.module.css';

interface Props {
  readonly label: string;
  readonly value: unknown;
}

/** What was sent or came back, as data; it scrolls in itself. */
export function Evidence({ label, value }: Props) {
  return (
    <>
      <Text size="sm" c="dimmed" mt="sm" aria-hidden>
        {label}
      </Text>
      <ScrollRegion label={label} className={classes.evidence}>
        <pre>{typeof value === 'string' ? value : JSON.stringify(value, null, 2)}</pre>
      </ScrollRegion>
    </>
  );
}
