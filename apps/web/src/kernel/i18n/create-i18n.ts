import { type BackendModule, createInstance, type i18n, type ResourceKey } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { isLanguage, type Language } from './language.ts';

interface Options {
  readonly language: Language;
  /** The dictionary of an area. */
  readonly load: (language: Language, area: string) => Promise<object>;
  /** Those that are there from the beginning; others come when they are first asked for. */
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
      load(isLanguage(asked) ? asked : 'en', area).then(
        (words) => done(null, words as ResourceKey),
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
