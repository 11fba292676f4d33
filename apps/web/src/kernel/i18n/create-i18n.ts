import { type BackendModule, createInstance, type i18n, type ResourceKey } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { isLanguage, type Language } from './language.ts';

interface Options {
  readonly language: Language;
  /** The dictionaries of a language, by area. */
  readonly load: (language: Language) => Promise<Readonly<Record<string, object>>>;
  readonly areas: readonly string[];
}

/**
 * An i18next of its own, ready to speak. Another language is fetched before it is switched to, so
 * nothing is ever shown without its words; `<html lang>` is kept right.
 */
export async function createI18n({ language, load, areas }: Options): Promise<i18n> {
  const instance = createInstance();
  const backend: BackendModule = {
    type: 'backend',
    init() {},
    read(asked, area, done) {
      load(isLanguage(asked) ? asked : 'en').then(
        (words) => done(null, words[area] as ResourceKey),
        (error: Error) => done(error, null),
      );
    },
  };
  instance.on('languageChanged', (now) => {
    document.documentElement.lang = now;
  });
  await instance
    .use(backend)
    .use(initReactI18next)
    .init({
      lng: language,
      fallbackLng: false,
      ns: areas,
      defaultNS: 'kernel',
      interpolation: { escapeValue: false },
      react: { useSuspense: false },
    });
  return instance;
}
