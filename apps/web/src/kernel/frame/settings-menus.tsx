import { useMantineColorScheme } from '@mantine/core';
import { IconLanguage } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { chooseLanguage, languages, useLanguage } from '../i18n/language.ts';
import { Menu } from '../overlay/menu.tsx';
import { colorSchemes, schemeIcons } from '../theme/color-scheme.ts';
import classes from './side-bar.module.css';

export function LanguageMenu() {
  const { t, i18n } = useTranslation();
  const current = useLanguage();
  return (
    <Menu
      className={classes.setting}
      label={`${t('language')}: ${t(`languages.${current}`)}`}
      items={languages.map((language) => ({
        label: t(`languages.${language}`),
        lang: language,
        checked: language === current,
        onSelect: () => chooseLanguage(i18n, language),
      }))}
    >
      <IconLanguage size={18} aria-hidden />
      <span aria-hidden>{current.toUpperCase()}</span>
    </Menu>
  );
}

export function ThemeMenu() {
  const { t } = useTranslation();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const Current = schemeIcons[colorScheme];
  return (
    <Menu
      className={classes.setting}
      label={`${t('theme')}: ${t(`themes.${colorScheme}`)}`}
      items={colorSchemes.map((scheme) => ({
        label: t(`themes.${scheme}`),
        icon: schemeIcons[scheme],
        checked: scheme === colorScheme,
        onSelect: () => setColorScheme(scheme),
      }))}
    >
      <Current size={18} aria-hidden />
    </Menu>
  );
}
