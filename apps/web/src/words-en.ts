import type { Dictionary } from './kernel/i18n/dictionary.ts';

export { en as kernel } from './kernel/words/en.ts';

export const manifests = import.meta.glob<Dictionary>('./*/words/manifest-en.ts', {
  eager: true,
  import: 'en',
});
