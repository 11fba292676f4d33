import { Title } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './page-heading.module.css';

let isFirstPage = true;

interface Props {
  readonly title: string;
}

/**
 * The one h1 of a page, and the document's title with it. After a navigation it takes the focus, so
 * that a screen reader says where one is and Tab goes on from there.
 */
export function PageHeading({ title }: Props) {
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
