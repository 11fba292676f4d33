import { MantineProvider } from '@mantine/core';
import type { i18n } from 'i18next';
import type { ReactNode } from 'react';
import { I18nextProvider } from 'react-i18next';
import { Notifications } from './notifications/notifications.tsx';
import { colorSchemeManager } from './theme/color-scheme.ts';
import { theme } from './theme/theme.ts';

interface Props {
  readonly i18n: i18n;
  readonly children: ReactNode;
}

/** Language and looks, for everything below. */
export function AppProviders({ i18n, children }: Props) {
  return (
    <I18nextProvider i18n={i18n}>
      <MantineProvider
        theme={theme}
        defaultColorScheme="auto"
        colorSchemeManager={colorSchemeManager}
      >
        {children}
        <Notifications />
      </MantineProvider>
    </I18nextProvider>
  );
}
