import type { i18n } from 'i18next';
import { useTranslation } from 'react-i18next';
import { remember, remembered } from '../local-storage.ts';

export const languages = ['en', 'ru'] as const;

export type Language = (typeof languages)[number];

const key = 'atelier.language';

export function isLanguage(text: string | null): text is Language {
  return (languages as readonly (string | null)[]).includes(text);
}

/** The language chosen before, else the browser's if we speak it, else English. */
export function startLanguage(): Language {
  const chosen = remembered(key);
  if (isLanguage(chosen)) return chosen;
  return navigator.language.toLowerCase().startsWith('ru') ? 'ru' : 'en';
}

/** Switches on the fly and remembers it. Nothing is unmounted, so nothing typed is lost. */
export function chooseLanguage(instance: i18n, language: Language): void {
  remember(key, language);
  void instance.changeLanguage(language);
}

/** The language that is spoken now. */
export function useLanguage(): Language {
  const { i18n } = useTranslation();
  return isLanguage(i18n.language) ? i18n.language : 'en';
}
