import type { Translation } from '../../kernel/i18n/dictionary.ts';
import type { en } from './files-en.ts';

export const ru: Translation<typeof en> = {
  choose_one: 'Выбрать файл',
  choose_few: 'Выбрать файлы',
  choose_many: 'Выбрать файлы',
  choose_other: 'Выбрать файлы',
  hint: 'Или перетащите либо вставьте сюда. {{types}}, каждый до {{size}}.',
  drop: 'Отпустите, чтобы прикрепить',
  attached: 'Прикреплённые файлы',
  waiting: 'Ждёт очереди',
  sending: '{{percent}} из {{size}}',
  working: 'Сохраняется…',
  cancelled: 'Отменён',
  cancel: 'Отменить {{name}}',
  retry: 'Повторить',
  retryNamed: 'Повторить: {{name}}',
  dismiss: 'Убрать {{name}} из списка',
  remove: 'Удалить {{name}}',
  preview: 'Посмотреть {{name}}',
  download: 'Сохранить {{name}}',
  progress: 'Сколько отправлено: {{name}}',
  save: 'Сохранить файл',
  said: {
    attached: 'Файл {{name}} прикреплён.',
    failed: '{{name}}: {{reason}}',
    cancelled: 'Отправка {{name}} отменена.',
    removed: 'Файл {{name}} удалён.',
  },
  picture: {
    label: 'Фотография профиля',
    alt: 'Фотография профиля: {{name}}',
  },
  errors: {
    ERR_FILE_NOT_FOUND: 'Этого файла больше нет.',
    ERR_FILE_LOST: 'Содержимое этого файла не сохранилось. Администратор может это проверить.',
    ERR_FILE_USE_UNKNOWN: 'Здесь файлы не хранятся.',
    ERR_FILE_THING_UNKNOWN: 'Того, к чему прикрепляли файл, больше нет.',
    ERR_FILE_ABSENT: 'В отправленном не было файла.',
    ERR_FILE_EMPTY: 'Файл пуст.',
    ERR_FILE_TYPE_REFUSED: 'Файлы такого вида здесь не принимаются.',
    ERR_FILE_DAMAGED: 'Изображение не читается. Возможно, оно повреждено.',
    ERR_FILE_TOO_MANY_PIXELS: 'В изображении слишком много пикселей. Уменьшите его.',
    ERR_FILE_TOO_LARGE: 'Файл слишком большой.',
    ERR_FILE_THING_FULL: 'Больше файлов сюда не поместится. Сначала удалите какой-нибудь.',
    ERR_FILE_USER_FULL:
      'Для этого файла у вас не осталось места. Сначала удалите часть своих файлов.',
    ERR_FILE_CUT_OFF: 'Файл пришёл не целиком. Попробуйте ещё раз.',
    ERR_FILE_TOO_SLOW: 'Соединение слишком медленное для этого файла. Попробуйте ещё раз.',
    ERR_FILE_STORE_ADDRESS:
      'Файлы не сохранить и не прочитать: это должен проверить администратор.',
    ERR_FILE_STORE_UNAVAILABLE:
      'Сейчас файлы не удаётся сохранить или прочитать. Попробуйте позже.',
  },
};
