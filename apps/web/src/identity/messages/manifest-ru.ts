import type { Translation } from '../../kernel/i18n/dictionary.ts';
import type { en } from './manifest-en.ts';

export const ru: Translation<typeof en> = {
  label: 'Управление',
  pages: { people: 'Люди', models: 'Языковые модели', audit: 'Журнал действий' },
};
