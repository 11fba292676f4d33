import type { Translation } from '../../kernel/i18n/dictionary.ts';
import type { en } from './en.ts';

export const ru: Translation<typeof en> = {
  errors: {
    ERR_MIGRATION_EDITED: 'База данных создана другой версией программы.',
    ERR_MIGRATION_MISSING: 'База данных от более новой версии программы.',
    ERR_MIGRATION_OUT_OF_ORDER: 'Шаги обновления базы данных идут не по порядку.',
    ERR_MIGRATION_UNKNOWN: 'Шаг обновления с таким именем к базе не применялся.',
    ERR_MIGRATION_STAMPED:
      'Этот шаг принят вместе с готовыми таблицами, поэтому отменить его, удалив их, нельзя.',
    ERR_MIGRATION_LOCKED: 'Таблицы, нужные для обновления базы данных, были заняты.',
    ERR_MIGRATION_IN_DOUBT:
      'Обновление базы данных прервалось; как продолжить, решает администратор.',
    ERR_RUNNER_BUSY: 'Базу данных сейчас обновляет другой процесс.',
    ERR_MIGRATION_READS_DATA:
      'Шаг обновления базы данных зависит от данных, поэтому его нельзя записать сценарием.',
    ERR_SCRATCH_DENIED:
      'Для этого нужна вторая, пустая база, а пользователю базы данных не разрешено её создать.',
  },
};
