import type { Language } from './kernel/i18n/language.ts';
import type { en as kernelEn } from './kernel/words/en.ts';
import type { en as lifecycleEn } from './lifecycle/words/en.ts';
import type { en as miniaturesEn } from './miniatures/words/en.ts';

/** Every text of the app, by area: the types of all keys. */
export interface Words {
  readonly kernel: typeof kernelEn;
  readonly lifecycle: typeof lifecycleEn;
  readonly miniatures: typeof miniaturesEn;
}

export const wordAreas = [
  'kernel',
  'lifecycle',
  'miniatures',
] as const satisfies readonly (keyof Words)[];

/** The dictionaries of one language; only the one that is spoken is fetched. */
export async function loadWords(language: Language): Promise<Record<keyof Words, object>> {
  const { words } =
    language === 'ru' ? await import('./words-ru.ts') : await import('./words-en.ts');
  return words;
}
