import type { TablerIcon } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './state-panel.module.css';

interface Props {
  readonly icon: TablerIcon;
  readonly children: ReactNode;
}

/** A calm, centred message in place of content: empty, not found, failed. */
export function StatePanel({ icon: Icon, children }: Props) {
  return (
    <div className={classes.panel}>
      <span className={classes.icon}>
        <Icon size={28} stroke={1.6} aria-hidden />
      </span>
      {children}
    </div>
  );
}
