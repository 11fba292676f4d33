import { Title } from '@mantine/core';
import { type ReactNode, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './page-header.module.css';

interface HeaderProps {
  readonly children: ReactNode;
  readonly actions?: ReactNode;
}

/** The top of a page: its heading on the left, what can be done with all of it on the right. */
export function PageHeader({ children, actions }: HeaderProps) {
  return (
    <header className={classes.header}>
      <div className={classes.left}>{children}</div>
      {actions && <div className={classes.actions}>{actions}</div>}
    </header>
  );
}

let isFirstPage = true;

interface HeadingProps {
  readonly title: string;
}

/**
 * The one h1 of a page, and the document's title with it. After a navigation it takes the focus, so that a
 * screen reader says which page this is and Tab continues from there.
 */
export function PageHeading({ title }: HeadingProps) {
  const { t } = useTranslation();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (!isFirstPage) heading.current?.focus({ preventScroll: true });
    isFirstPage = false;
  }, []);
  useEffect(() => {
    document.title = t('title', { page: title });
  }, [t, title]);
  return (
    <Title order={1} ref={heading} tabIndex={-1} className={classes.heading}>
      {title}
    </Title>
  );
}
