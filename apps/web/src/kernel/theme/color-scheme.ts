import { localStorageColorSchemeManager } from '@mantine/core';
import { IconBrightness, IconMoon, IconSun } from '@tabler/icons-react';

/** The same key that `public/before-paint.js` reads before the first paint. */
export const colorSchemeManager = localStorageColorSchemeManager({ key: 'atelier.color-scheme' });

export const colorSchemes = ['light', 'dark', 'auto'] as const;

export const schemeIcons = { light: IconSun, dark: IconMoon, auto: IconBrightness };
