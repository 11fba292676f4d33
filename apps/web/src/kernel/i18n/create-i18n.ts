import { type BackendModule, createInstance, type i18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { Dictionary } from './dictionary.ts';
import { isLanguage, type Language } from './language.ts';

interface Options {
  readonly language: Language;
  /** The words of a namespace. */
  readonly load: (language: Language, namespace: string) => Promise<Dictionary>;
  /** Those that are there from the beginning; others come when they are first asked for. */
  readonly namespaces: readonly string[];
}

/**
 * An i18next of its own, ready to speak. Another language is fetched before it is switched to, so nothing
 * is ever shown without its words; `<html lang>` is kept up to date.
 */
export async function createI18n({ language, load, namespaces }: Options): Promise<i18n> {
  const instance = createInstance();
  const backend: BackendModule = {
    type: 'backend',
    init() {},
    read(asked, namespace, done) {
      load(isLanguage(asked) ? asked : 'en', namespace).then(
        (words) => done(null, words),
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
      ns: namespaces,
      defaultNS: 'kernel',
      interpolation: { escapeValue: false },
      react: { useSuspense: false },
    });
  return instance;
}
