import type { SealFault, SealNote } from './check-seal.ts';
import type { ReportLanguage } from './report-words.ts';

type FaultTexts = {
  readonly [Kind in SealFault['kind']]: (
    fault: Extract<SealFault, { readonly kind: Kind }>,
  ) => string;
};

const english: FaultTexts = {
  not_a_zip: () => 'This is no ZIP file.',
  cut_off: () => 'The ZIP file is cut off or damaged.',
  ambiguous: ({ why }) => `The ZIP file could be read in two ways (${why}).`,
  unsafe_name: ({ name }) =>
    `The name of a file leads out of the archive or means nothing: ${name}`,
  too_many_files: ({ files }) => `There are too many files in it: ${files}.`,
  unreadable: ({ name }) => `${name} cannot be unpacked, or is longer than it says.`,
  audit_unreadable: ({ line }) => `audit.jsonl: line ${line} cannot be read.`,
  audit_row_missing: ({ row }) => `audit.jsonl: row ${row} is missing.`,
  audit_row_moved: ({ row }) => `audit.jsonl: row ${row} is not in its place.`,
  audit_row_added: ({ row }) => `audit.jsonl: row ${row} was added.`,
  audit_row_changed: ({ row }) => `audit.jsonl: row ${row} was changed.`,
  audit_broken: ({ position }) =>
    `audit.jsonl: the chain of hashes is broken at position ${position}.`,
  file_missing: ({ name }) => `A file is missing: ${name}`,
  file_added: ({ name }) => `A file was added: ${name}`,
  file_changed: ({ name }) => `A file was changed: ${name}`,
  file_malformed: ({ name }) => `A file is not what it has to be: ${name}`,
  manifest_not_signed: () => 'manifest.json is not what was signed.',
  other_key: ({ fingerprint }) => `It was signed with another key, of fingerprint ${fingerprint}.`,
  anchor_forged: () => 'anchor.json was not signed with the key of the archive.',
  content_not_signed: ({ meaning }) =>
    `run.json: the run is not what the signature “${meaning}” is under.`,
};

const russian: FaultTexts = {
  not_a_zip: () => 'Это не файл ZIP.',
  cut_off: () => 'Файл ZIP обрезан или повреждён.',
  ambiguous: ({ why }) => `Файл ZIP можно прочитать по-разному (${why}).`,
  unsafe_name: ({ name }) => `Имя файла ведёт за пределы архива или ничего не значит: ${name}`,
  too_many_files: ({ files }) => `В нём слишком много файлов: ${files}.`,
  unreadable: ({ name }) => `${name} не распаковывается или длиннее, чем сказано.`,
  audit_unreadable: ({ line }) => `audit.jsonl: строку ${line} не прочитать.`,
  audit_row_missing: ({ row }) => `audit.jsonl: нет записи ${row}.`,
  audit_row_moved: ({ row }) => `audit.jsonl: запись ${row} не на своём месте.`,
  audit_row_added: ({ row }) => `audit.jsonl: запись ${row} добавлена.`,
  audit_row_changed: ({ row }) => `audit.jsonl: запись ${row} изменена.`,
  audit_broken: ({ position }) => `audit.jsonl: цепочка хешей разорвана на позиции ${position}.`,
  file_missing: ({ name }) => `Нет файла: ${name}`,
  file_added: ({ name }) => `Добавлен файл: ${name}`,
  file_changed: ({ name }) => `Изменён файл: ${name}`,
  file_malformed: ({ name }) => `Файл не такой, каким должен быть: ${name}`,
  manifest_not_signed: () => 'manifest.json не тот, что был подписан.',
  other_key: ({ fingerprint }) => `Подписано другим ключом, с отпечатком ${fingerprint}.`,
  anchor_forged: () => 'anchor.json подписан не ключом архива.',
  content_not_signed: ({ meaning }) =>
    `run.json: прогон не тот, что под подписью «${{ lock: 'закрыто', unlock: 'открыто', seal: 'опечатано' }[meaning]}».`,
};

const faultTexts: Readonly<Record<ReportLanguage, FaultTexts>> = {
  en: english,
  ru: russian,
};

/** What is wrong, in one sentence. */
export function faultText<Fault extends SealFault>(fault: Fault, language: ReportLanguage): string {
  const text = faultTexts[language][fault.kind] as (fault: SealFault) => string;
  return text(fault);
}

/** What is worth knowing of an archive that is good. */
export const noteTexts: Readonly<Record<ReportLanguage, Readonly<Record<SealNote, string>>>> = {
  en: {
    key_unknown:
      'That the key is the house’s is the archive’s own word: compare the fingerprint with what the house has told you by another way.',
    packed_anew: 'The same files were put into another ZIP than the one that was made.',
    audit_gaps:
      'Seals of other rows were left out between those of the run: each row is what was sealed, but not each link of the chain is here.',
    lock_unsigned: 'The run was locked by an older program, which asked for no signature.',
  },
  ru: {
    key_unknown:
      'То, что это ключ владельца, – слова самого архива: сверьте отпечаток с тем, что вам сообщили другим путём.',
    packed_anew: 'Те же файлы сложены в другой ZIP, а не в тот, что был создан.',
    audit_gaps:
      'Между записями прогона пропущены печати чужих записей: каждая запись – та, что была запечатана, но не каждое звено цепочки здесь.',
    lock_unsigned: 'Прогон закрыла прежняя программа, которая не просила подписи.',
  },
};
