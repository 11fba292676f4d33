import { useMantineColorScheme } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Menu } from '../overlay/menu.tsx';
import { colorSchemes, schemeIcons } from '../theme/color-scheme.ts';
import classes from './side-bar.module.css';

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
