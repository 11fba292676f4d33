import type { Translation } from '../../kernel/i18n/dictionary.ts';
import type { en } from './tracks-waiting-en.ts';

export const ru: Translation<typeof en> = {
  next: 'Дальше: {{step}} (пройдено {{done, number}} из {{of, number}})',
  choose_one: '{{count, number}} учебный трек',
  choose_few: '{{count, number}} учебных трека',
  choose_many: '{{count, number}} учебных треков',
  choose_other: '{{count, number}} учебного трека',
  start: 'Выберите трек и начните',
  none: 'Треков пока нет',
  begin: 'Создайте первый',
  look: 'Первый трек создаст тот, у кого есть на это право',
};
