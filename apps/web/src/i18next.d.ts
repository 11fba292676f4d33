import 'i18next';
import type { words } from './words.ts';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'kernel';
    resources: (typeof words)['en'];
  }
}
