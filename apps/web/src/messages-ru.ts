import type { Dictionary } from './kernel/i18n/dictionary.ts';

export { ru as kernel } from './kernel/messages/ru.ts';

export const manifests = import.meta.glob<Dictionary>('./*/messages/manifest-ru.ts', {
  eager: true,
  import: 'ru',
});
