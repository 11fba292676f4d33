import { createInstance, type i18n, type Resource } from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { Language } from './language.ts';

/** An i18next of its own with all dictionaries in it; keeps `<html lang>` right. */
export function createI18n(words: Record<Language, Resource[string]>, language: Language): i18n {
  const instance = createInstance();
  instance.on('languageChanged', (now) => {
    document.documentElement.lang = now;
  });
  void instance.use(initReactI18next).init({
    resources: words,
    lng: language,
    fallbackLng: false,
    defaultNS: 'kernel',
    initAsync: false,
    interpolation: { escapeValue: false },
    react: { useSuspense: false },
  });
  return instance;
}
