import type { Translation } from '../../kernel/i18n/dictionary.ts';
import type { en } from './audit-en.ts';

export const ru: Translation<typeof en> = {
  errors: {
    ERR_AUDIT_ENTRY_NOT_FOUND: 'Такой записи в журнале аудита нет.',
  },
};
