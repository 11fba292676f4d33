import { render } from '@testing-library/react';
import type { ReactNode } from 'react';
import { AppProviders } from '../src/kernel/app-providers.tsx';
import { createI18n } from '../src/kernel/i18n/create-i18n.ts';
import type { Language } from '../src/kernel/i18n/language.ts';
import { loadMessages, namespaces } from '../src/messages.ts';

/** Renders with the real words and theme, and where notices are shown; gives the i18next, to switch the language. */
export async function renderInLanguage(language: Language, children: ReactNode) {
  const i18n = await createI18n({ language, load: loadMessages, namespaces });
  render(<AppProviders i18n={i18n}>{children}</AppProviders>);
  return i18n;
}
