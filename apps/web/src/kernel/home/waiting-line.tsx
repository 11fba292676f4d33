import { IconChevronRight, type TablerIcon } from '@tabler/icons-react';
import { Link, type LinkProps } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import classes from './waiting-line.module.css';

interface Props {
  readonly icon: TablerIcon;
  /** `good` for what is well, `bad` for what must not stay so; the colour is never alone. */
  readonly tone?: 'good' | 'bad' | 'plain';
  readonly text: ReactNode;
  readonly detail?: ReactNode;
  /** Where it is looked at, or done. */
  readonly link?: Pick<LinkProps, 'to' | 'params' | 'search'>;
}

/** Lines of what waits, or what stands well. */
export function WaitingLines({ children }: { readonly children: ReactNode }) {
  return <ul className={classes.lines}>{children}</ul>;
}

/** One thing that waits, with the way to it. */
export function WaitingLine({ icon: Icon, tone = 'plain', text, detail, link }: Props) {
  const content = (
    <>
      <Icon size={20} stroke={1.7} aria-hidden className={classes.icon} />
      <span className={classes.words}>
        <span className={classes.text}>{text}</span>
        {detail && <span className={classes.detail}>{detail}</span>}
      </span>
    </>
  );
  return (
    <li data-tone={tone}>
      {link === undefined ? (
        <div className={classes.line}>{content}</div>
      ) : (
        <Link {...link} className={classes.line}>
          {content}
          <IconChevronRight size={16} aria-hidden className={classes.arrow} />
        </Link>
      )}
    </li>
  );
}
