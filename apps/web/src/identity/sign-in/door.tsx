import { Text, Title } from '@mantine/core';
import { type ReactNode, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import brand from '../../kernel/frame/brand.module.css';
import { BrandWords } from '../../kernel/frame/brand.tsx';
import { LanguageMenu, ThemeMenu } from '../../kernel/frame/settings-menus.tsx';
import classes from './door.module.css';

interface Props {
  readonly title: string;
  readonly text?: ReactNode;
  readonly children?: ReactNode;
}

/** A page outside the house: one card, with the language and the theme below it. */
export function Door({ title, text, children }: Props) {
  const { t } = useTranslation();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = t('title', { page: title });
  }, [t, title]);
  return (
    <div className={classes.page}>
      <main className={classes.card}>
        <div className={brand.brand}>
          <BrandWords />
        </div>
        <div>
          <Title order={1} size="h2" ref={heading} tabIndex={-1}>
            {title}
          </Title>
          {text && (
            <Text c="dimmed" mt={4} className={classes.text}>
              {text}
            </Text>
          )}
        </div>
        {children}
      </main>
      <div className={classes.settings}>
        <LanguageMenu />
        <ThemeMenu />
      </div>
    </div>
  );
}
