import { en as kernelEn } from './kernel/words/en.ts';
import { ru as kernelRu } from './kernel/words/ru.ts';
import { en as miniaturesEn } from './miniatures/words/en.ts';
import { ru as miniaturesRu } from './miniatures/words/ru.ts';

/** Every text of the app, by language and area. */
export const words = {
  en: { kernel: kernelEn, miniatures: miniaturesEn },
  ru: { kernel: kernelRu, miniatures: miniaturesRu },
} as const;
