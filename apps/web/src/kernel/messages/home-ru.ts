import type { Translation } from '../i18n/dictionary.ts';
import type { en } from './home-en.ts';

export const ru: Translation<typeof en> = {
  opensWith: 'При входе: {{page}}',
  nothing: 'Здесь для вас пока ничего нет',
  nothingText: 'Учётная запись у вас есть, а роли нет. Попросите её у администратора.',
  notFetched: 'Эту часть загрузить не удалось.',
  again: 'Повторить',
};
