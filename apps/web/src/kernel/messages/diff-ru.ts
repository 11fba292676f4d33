import type { Translation } from '../i18n/dictionary.ts';
import type { en } from './diff-en.ts';

export const ru: Translation<typeof en> = {
  same: 'Различий нет.',
  hidden_one: '{{count, number}} строка без изменений',
  hidden_few: '{{count, number}} строки без изменений',
  hidden_many: '{{count, number}} строк без изменений',
  hidden_other: '{{count, number}} строки без изменений',
  said: { added: 'Добавлено: ', removed: 'Удалено: ' },
  kinds: { added: 'Добавлено', removed: 'Удалено', changed: 'Изменено' },
  became: 'стало',
  whole: 'Значение целиком',
  place: '№ {{place, number}}',
  null: 'ничего',
  emptyText: 'пустой текст',
};
