import type { Translation } from '../../kernel/i18n/dictionary.ts';
import type { en } from './lifecycle-waiting-en.ts';

export const ru: Translation<typeof en> = {
  well: 'Всё в порядке',
  current: 'База данных обновлена',
  currentText: 'Все миграции применены.',
  blocked: 'Обновление базы данных прервалось, или её файлы не подходят',
  blockedText: 'Пока это не исправлено, ничего применить нельзя.',
  migrating: 'База данных сейчас обновляется',
  pending_one: '{{count, number}} миграция ждёт применения',
  pending_few: '{{count, number}} миграции ждут применения',
  pending_many: '{{count, number}} миграций ждут применения',
  pending_other: '{{count, number}} миграции ждут применения',
  drift_one: '{{count, number}} отличие от того, что строят миграции',
  drift_few: '{{count, number}} отличия от того, что строят миграции',
  drift_many: '{{count, number}} отличий от того, что строят миграции',
  drift_other: '{{count, number}} отличия от того, что строят миграции',
  noBackup: 'Резервной копии пока нет',
  noBackupText: 'Как её сделать, сказано на странице базы данных.',
  backup_one: 'Последней резервной копии {{count, number}} день',
  backup_few: 'Последней резервной копии {{count, number}} дня',
  backup_many: 'Последней резервной копии {{count, number}} дней',
  backup_other: 'Последней резервной копии {{count, number}} дня',
  backupToday: 'Последняя резервная копия сделана сегодня',
};
