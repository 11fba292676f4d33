import type { Dictionary } from './kernel/i18n/dictionary.ts';

export { en as kernel } from './kernel/messages/en.ts';

export const manifests = import.meta.glob<Dictionary>('./*/messages/manifest-en.ts', {
  eager: true,
  import: 'en',
});
