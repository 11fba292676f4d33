import type { Language } from './kernel/i18n/language.ts';
import type { en as kernelEn } from './kernel/words/en.ts';
import type { en as lifecycleEn } from './lifecycle/words/en.ts';
import type { en as databaseEn } from './lifecycle/words/page-en.ts';
import type { en as miniaturesEn } from './miniatures/words/en.ts';
import type { en as exchangeEn } from './miniatures/words/exchange-en.ts';
import type { en as statisticsEn } from './miniatures/words/statistics-en.ts';

/** Every text of the app, by area: the types of all keys. */
export interface Words {
  readonly kernel: typeof kernelEn;
  readonly lifecycle: typeof lifecycleEn;
  readonly miniatures: typeof miniaturesEn;
  /** Of one page each; fetched when it is first shown. */
  readonly database: typeof databaseEn;
  readonly exchange: typeof exchangeEn;
  readonly statistics: typeof statisticsEn;
}

/** What every page needs. */
export const wordAreas = [
  'kernel',
  'lifecycle',
  'miniatures',
] as const satisfies readonly (keyof Words)[];

/** The dictionary of an area in one language; only the one that is spoken is fetched. */
export async function loadWords(language: Language, area: string): Promise<object> {
  if (isKeyOf(pageWords, area)) return pageWords[area][language]();
  const { words } =
    language === 'ru' ? await import('./words-ru.ts') : await import('./words-en.ts');
  return isKeyOf(words, area) ? words[area] : {};
}

const pageWords = {
  database: {
    en: async () => (await import('./lifecycle/words/page-en.ts')).en,
    ru: async () => (await import('./lifecycle/words/page-ru.ts')).ru,
  },
  exchange: {
    en: async () => (await import('./miniatures/words/exchange-en.ts')).en,
    ru: async () => (await import('./miniatures/words/exchange-ru.ts')).ru,
  },
  statistics: {
    en: async () => (await import('./miniatures/words/statistics-en.ts')).en,
    ru: async () => (await import('./miniatures/words/statistics-ru.ts')).ru,
  },
};

const isKeyOf = <All extends object>(all: All, key: PropertyKey): key is keyof All =>
  Object.hasOwn(all, key);
