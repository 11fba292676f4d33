import type { Translation } from '../../kernel/i18n/dictionary.ts';
import type { en } from './orchestra-waiting-en.ts';

export const ru: Translation<typeof en> = {
  nothing: 'Ни один тестовый прогон никого не ждёт.',
  none: 'Наборов пока нет',
  begin: 'Напишите первый или посмотрите, что это такое',
  look: 'Посмотрите, что такое набор',
  stuck: 'Прогон {{number}}: застрял, нужно решение',
  questions: 'Прогон {{number}}: задаёт вопрос',
  held: 'Прогон {{number}}: удержан после ошибки',
  running_one: '{{count, number}} прогон выполняется',
  running_few: '{{count, number}} прогона выполняются',
  running_many: '{{count, number}} прогонов выполняются',
  running_other: '{{count, number}} прогона выполняются',
};
