import type { Translation } from '../../kernel/i18n/dictionary.ts';
import type { en } from './environments-en.ts';

export const ru: Translation<typeof en> = {
  list: 'Окружения',
  create: 'Новое окружение',
  edit: 'Окружение',
  name: 'Название',
  address: 'Адрес',
  baseUrls: 'Базовые адреса',
  baseUrlsHint:
    'По одному в строке, с именем: default = https://shop.example. Адрес с именем default — для путей без узла.',
  variables: 'Переменные',
  variablesHint: 'По одной в строке: user = anna. В шаблонах это env.user.',
  hosts: 'Другие узлы, к которым можно обращаться',
  hostsHint:
    'По одному в строке: имена, *.имена, сети вроде 10.2.0.0/16. К узлам базовых адресов обращаться можно всегда.',
  maxRuns: 'Тестовых прогонов одновременно',
  maxRunsHint: 'Пусто — сколько угодно.',
  secrets: 'Секреты',
  secretsHint: 'Их содержимое больше не показывается. В шаблонах это secret.имя.',
  noSecrets: 'Пока нет.',
  remove: 'Удалить {{name}}',
  secretName: 'Имя секрета',
  secretValue: 'Значение',
  setSecret: 'Задать',
  secretSet: 'Секрет «{{name}}» задан',
  secretRemoved: 'Секрет «{{name}}» удалён',
  created: 'Окружение «{{name}}» создано',
  saved: 'Окружение «{{name}}» сохранено',
  archive: 'Убрать окружение в архив',
  archived: 'Окружение «{{name}}» в архиве',
  restore: 'Восстановить',
  isArchived: 'Окружение в архиве: на нём ничего не запускается, и выбрать его нельзя.',
  restored: 'Окружение «{{name}}» восстановлено',
  badLine: 'Строка {{line, number}} — не «имя = значение».',
  changed: 'Изменено',
  empty: 'Окружений пока нет: окружение говорит, где находится тестируемая система',
};
