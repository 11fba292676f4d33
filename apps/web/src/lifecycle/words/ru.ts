import type { Translation } from '../../kernel/i18n/dictionary.ts';
import type { en } from './en.ts';

export const ru: Translation<typeof en> = {
  errors: {
    ERR_MIGRATION_EDITED: 'База данных создана другой версией программы.',
    ERR_MIGRATION_MISSING: 'База данных от более новой версии программы.',
    ERR_MIGRATION_OUT_OF_ORDER: 'Шаги обновления базы данных идут не по порядку.',
    ERR_MIGRATION_UNKNOWN: 'Шаг обновления с таким именем к базе не применялся.',
    ERR_SCRATCH_DENIED:
      'Для этого нужна вторая, пустая база, а пользователю базы данных не разрешено её создать.',
  },
};
