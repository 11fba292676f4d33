import type { Translation } from '../../kernel/i18n/dictionary.ts';
import type { en } from './miniatures-waiting-en.ts';

export const ru: Translation<typeof en> = {
  stages: 'Что ждёт, по этапам',
  allDone: 'Всё готово.',
  lastMoved: '{{name}}: {{quantity, number}}, {{from}} → {{to}}',
  lastMovedDetail: 'Последнее перемещение: {{when}}',
  longestDetail_one: 'Ждёт дольше всех: {{count, number}} день, с {{day}}',
  longestDetail_few: 'Ждёт дольше всех: {{count, number}} дня, с {{day}}',
  longestDetail_many: 'Ждёт дольше всех: {{count, number}} дней, с {{day}}',
  longestDetail_other: 'Ждёт дольше всех: {{count, number}} дня, с {{day}}',
  longestToday: 'Ждёт дольше всех: с сегодняшнего дня',
};
