import 'i18next';
import type { Words } from './kernel/i18n/words.ts';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'kernel';
    resources: Words;
  }
}
