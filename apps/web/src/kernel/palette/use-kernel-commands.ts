import { useMantineColorScheme } from '@mantine/core';
import { IconKeyboard, IconLanguage } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Command } from '../areas.ts';
import { chooseLanguage, languages, useLanguage } from '../i18n/language.ts';
import { colorSchemes, schemeIcons } from '../theme/color-scheme.ts';

/** What can be done from everywhere: language, theme, help. */
export function useKernelCommands(onHelp: () => void): readonly Command[] {
  const { t, i18n } = useTranslation();
  const current = useLanguage();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const appearance = t('palette.appearance');
  const languageCommands = languages
    .filter((language) => language !== current)
    .map((language) => ({
      id: `language-${language}`,
      group: appearance,
      label: t('palette.languageTo', { language: t(`languages.${language}`) }),
      icon: IconLanguage,
      run: () => chooseLanguage(i18n, language),
    }));
  const themeCommands = colorSchemes
    .filter((scheme) => scheme !== colorScheme)
    .map((scheme) => ({
      id: `theme-${scheme}`,
      group: appearance,
      label: t('palette.themeTo', { theme: t(`themes.${scheme}`) }),
      icon: schemeIcons[scheme],
      run: () => setColorScheme(scheme),
    }));
  const help: Command = {
    id: 'help',
    group: t('palette.help'),
    label: t('shortcuts.title'),
    icon: IconKeyboard,
    keys: '?',
    run: onHelp,
  };
  return [...languageCommands, ...themeCommands, help];
}
