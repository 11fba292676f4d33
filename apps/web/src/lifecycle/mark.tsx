import {
  IconAlertTriangle,
  IconCircleCheck,
  IconClock,
  IconInfoCircle,
  type TablerIcon,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './words.module.css';

export type Tone = 'good' | 'bad' | 'waiting' | 'plain';

const icons: Record<Tone, TablerIcon> = {
  good: IconCircleCheck,
  bad: IconAlertTriangle,
  waiting: IconClock,
  plain: IconInfoCircle,
};

interface Props {
  readonly tone: Tone;
  readonly children: ReactNode;
}

/** A word or two about how something is; the colour is never alone. */
export function Mark({ tone, children }: Props) {
  const Icon = icons[tone];
  return (
    <span className={classes.mark} data-tone={tone}>
      <Icon size={14} aria-hidden />
      {children}
    </span>
  );
}

/** The one line that says how a part of the page stands. */
export function Headline({ tone, children }: Props) {
  const Icon = icons[tone];
  return (
    <p className={classes.headline} data-tone={tone}>
      <Icon size={20} aria-hidden />
      <span>{children}</span>
    </p>
  );
}
