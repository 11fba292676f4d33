import type { Dictionary } from './kernel/i18n/dictionary.ts';

export { ru as kernel } from './kernel/words/ru.ts';

export const manifests = import.meta.glob<Dictionary>('./*/words/manifest-ru.ts', {
  eager: true,
  import: 'ru',
});
