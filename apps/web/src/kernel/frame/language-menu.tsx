import { IconLanguage } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { chooseLanguage, languages } from '../i18n/language.ts';
import { useLanguage } from '../i18n/use-language.ts';
import { Menu } from '../overlay/menu.tsx';
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
