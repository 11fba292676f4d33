import type { Translation } from '../i18n/dictionary.ts';
import type { en } from './markdown-en.ts';

export const ru: Translation<typeof en> = {
  dead: 'Ссылка отключена: она ведёт в небезопасное место.',
  newTab: ' (откроется в новой вкладке)',
  foreignImage: 'Изображение с чужого сайта не показано',
  foreignImageOf: 'Изображение с чужого сайта не показано: {{alt}}',
  done: 'Сделано: ',
  open: 'Не сделано: ',
  table: 'Таблица',
  code: 'Код',
  footnotes: 'Сноски',
  back: 'Вернуться к тексту от сноски {{place, number}}',
};
