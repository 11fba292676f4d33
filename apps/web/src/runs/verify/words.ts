const en = {
  title: 'Check a sealed run',
  intro:
    'The archive stays on this device: this page asks nobody anything, and works from a file of its own, without a network. Take it from a house that you trust, and never out of the archive itself.',
  other: 'Русский',
  file: 'Archive (ZIP)',
  choose: 'Choose a file, or drop it here',
  key: 'Public key of the house (optional)',
  keyHint: 'As the house has told it to you by another way: 44 characters.',
  keyWrong: 'This is no public key.',
  checking: 'Checking…',
  valid: 'Valid: nothing was changed since it was sealed',
  invalid: 'Not valid',
  unsupported: 'This browser knows no Ed25519 signatures. Take a current one, or atelier verify.',
  failed: 'The file could not be read.',
  run: 'Run',
  project: 'Project',
  sealed: 'Sealed',
  house: 'House',
  signature: 'Signature',
  files: 'Files',
  rows: 'Audit rows',
  publicKey: 'Key',
  expected: 'the one that was expected',
  fingerprint: 'Fingerprint',
  note: 'Note',
};

type Words = typeof en;

const ru: Words = {
  title: 'Проверка опечатанного прогона',
  intro:
    'Архив остаётся на этом устройстве: страница ни к кому не обращается и работает из одного файла, без сети. Возьмите её там, кому доверяете, и никогда – из самого архива.',
  other: 'English',
  file: 'Архив (ZIP)',
  choose: 'Выберите файл или перетащите его сюда',
  key: 'Открытый ключ владельца (необязательно)',
  keyHint: 'Каким его сообщили вам другим путём: 44 знака.',
  keyWrong: 'Это не открытый ключ.',
  checking: 'Проверяется…',
  valid: 'Верно: с опечатывания ничего не изменено',
  invalid: 'Неверно',
  unsupported:
    'Этот браузер не знает подписей Ed25519. Возьмите современный или команду atelier verify.',
  failed: 'Файл не удалось прочитать.',
  run: 'Прогон',
  project: 'Проект',
  sealed: 'Опечатан',
  house: 'Где',
  signature: 'Подпись',
  files: 'Файлов',
  rows: 'Записей аудита',
  publicKey: 'Ключ',
  expected: 'тот, что ожидался',
  fingerprint: 'Отпечаток',
  note: 'Примечание',
};

/** What the page says; it stands alone, so its words are not among the app’s. */
export const verifyWords = { en, ru } as const;
export type VerifyLanguage = keyof typeof verifyWords;
