import 'i18next';
import type { Messages } from './kernel/i18n/messages.ts';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'kernel';
    resources: Messages;
  }
}
