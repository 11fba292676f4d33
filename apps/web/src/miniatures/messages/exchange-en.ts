import type { ImportReason } from '@atelier/domain/miniatures/import-faults.ts';
import type { RowFault } from '@atelier/domain/miniatures/table-reading.ts';
import type { TableRefusal } from '../exchange/table-file.ts';

/** Of the page for import and export; fetched when it is first shown. */
export const en = {
  export: 'Export',
  exportText:
    'One JSON file with all types, counts and moves. It is your backup, and any Atelier can read it.',
  exportArchive:
    'Archived types are in it too, but not that they are archived: after an import they are active again.',
  import: 'Import',
  importText:
    'An export, or a table of your own as CSV. Types are matched by name: counts add up, history is appended. You see every difference before anything changes.',
  choose: 'Choose a file',
  drop: 'or drop it here',
  file: 'Export file (JSON) or table (CSV)',
  another: 'Choose another file',
  checking: 'Reading {{name}}…',
  importing: 'Importing {{name}}…',
  processing: 'Uploaded, now the server is working through it…',
  uploaded: 'Uploaded',
  cancelled: 'Stopped. Nothing was changed.',
  preview: 'What this import changes',
  nothing: 'The file holds no types: nothing would change.',
  created_one: '{{count, number}} new type',
  created_other: '{{count, number}} new types',
  merged_one: '{{count, number}} type grows',
  merged_other: '{{count, number}} types grow',
  events_one: '{{count, number}} history entry',
  events_other: '{{count, number}} history entries',
  isNew: 'new',
  listed_one: 'listed {{count, number}} time',
  listed_other: 'listed {{count, number}} times',
  isArchived: 'comes back from the archive',
  similar: 'There is “{{name}}” already: as it is written here, this is a type of its own.',
  isRepeated: 'already here',
  repeated_one:
    '{{count, number}} type looks as if it had been exported from here, or imported already: its miniatures would be counted twice.',
  repeated_other:
    '{{count, number}} types look as if they had been exported from here, or imported already: their miniatures would be counted twice.',
  repeatedAll:
    'This looks like the same collection again: all its miniatures would be counted twice.',
  before: 'before: {{count, number}}',
  historyColumn: 'History',
  confirm: 'Import',
  done: 'Imported. Your collection has grown.',
  moreRows_one: 'and {{count, number}} more type',
  moreRows_other: 'and {{count, number}} more types',
  failed: 'Nothing was changed.',
  stopped: 'Stopped, but the server had the whole file by then.',
  uncertain:
    'It is not known whether the file was imported. Trying again is safe: it is imported once, however often you try.',
  again: 'Try again',
  restored_one: '{{count, number}} type comes back from the archive:',
  restored_other: '{{count, number}} types come back from the archive:',
  pages: 'Pages of the differences',
  previous: 'Previous',
  next: 'Next',
  shown: '{{start, number}}–{{end, number}} of {{total, number}}',
  at: 'Where: {{place}}',
  place: {
    type: 'type no. {{number, number}} of the file',
    named: 'type “{{name}}”',
    both: 'type “{{name}}” (no. {{number, number}} of the file)',
    event: 'event no. {{number, number}} of its history',
    stage: 'stage “{{stage}}”',
    field: 'field “{{field}}”',
  },
  reasons: {
    empty: 'The file is empty.',
    not_json: 'This is not JSON, or there is a mistake in it.',
    not_utf8: 'The text in this file is neither UTF-8 nor UTF-16. Save it as UTF-8.',
    not_export: 'This is not an export: an export begins with {"types": […]}.',
    ends_early: 'The file ends too early: part of it is missing.',
    too_deep: 'It is nested too deeply.',
    too_slow: 'The file arrived too slowly.',
    too_long: 'There is more here than can belong to an export.',
    wrong_type: 'This is of the wrong kind, as a text where a number must stand.',
    missing_field: 'A field is missing here.',
    unknown_field: 'There is a field that an export does not have.',
    repeated_field: 'A field stands here twice. Remove one of the two.',
    unknown_stage: 'There is no such stage.',
    missing_stage: 'Every stage must stand here exactly once.',
    repeated_stage: 'A stage stands here twice. Add its counts up.',
    out_of_range:
      'A number is too small or too large: counts go from 0, moves from 1 to 1,000,000.',
    bad_text:
      'A name is empty, cannot be seen, is too long, or has a character that cannot be kept. Write another one.',
    bad_date: 'This is not a date and time. Write it as in 2026-01-31T08:00:00Z.',
    backward: 'Miniatures move forward only.',
    over_limit:
      'A stage would hold more than 1,000,000 miniatures. Divide them in the file over two types with different names.',
  } satisfies Record<ImportReason, string>,
  mended: {
    backward_one:
      '{{count, number}} history entry goes back, or stays in its stage: it is left out. Counts do not depend on it.',
    backward_other:
      '{{count, number}} history entries go back, or stay in their stage: they are left out. Counts do not depend on them.',
    instant_one:
      '{{count, number}} history entry has its time as a number, or a date alone: it is read as UTC.',
    instant_other:
      '{{count, number}} history entries have their time as a number, or a date alone: they are read as UTC.',
    no_history_one: '{{count, number}} type comes without history.',
    no_history_other: '{{count, number}} types come without history.',
    missing_stages_one:
      '{{count, number}} type does not name every stage: nothing is in those it leaves out.',
    missing_stages_other:
      '{{count, number}} types do not name every stage: nothing is in those they leave out.',
    name_one:
      '{{count, number}} name has control characters, or nothing to see: it is written so that it can be read.',
    name_other:
      '{{count, number}} names have control characters, or nothing to see: they are written so that they can be read.',
  },
  firstAt: 'First: {{place}}.',
  paste: {
    open: 'Paste from a spreadsheet',
    label: 'Rows of a spreadsheet',
    hint: 'Copy the cells there, with their headings, and paste them here.',
    read: 'Read',
  },
  table: {
    title: 'What is in the columns?',
    pasted: 'Pasted rows',
    rows_one: '{{name}}: {{count, number}} row',
    rows_other: '{{name}}: {{count, number}} rows',
    supposed: 'It is not in Unicode, and was read as {{encoding}}: look at its letters.',
    hasHeads: 'The first row holds headings',
    columns: 'Columns',
    column: 'Column {{number, number}}',
    oneOfColumns: '{{head}} (column {{number, number}})',
    holds: 'What “{{column}}” holds',
    roles: {
      name: 'Name',
      status: 'Status (stage in words)',
      quantity: 'Quantity',
      stage: 'How many: {{stage}}',
      ignored: 'Leave out',
    },
    statuses: 'What your statuses mean',
    means: 'What “{{word}}” means',
    noStage: 'No stage: leave out',
    noName: 'Choose the column that holds the names.',
    types_one: '{{count, number}} type',
    types_other: '{{count, number}} types',
    ignored: 'Left out: {{columns}}. Atelier has no place for notes and the like.',
    faults_one: '{{count, number}} row cannot be read, and is left out:',
    faults_other: '{{count, number}} rows cannot be read, and are left out:',
    fault: 'Row {{row, number}}: {{why}}',
    moreFaults_one: 'and {{count, number}} more',
    moreFaults_other: 'and {{count, number}} more',
    why: {
      no_name: 'it has no name.',
      long_name: 'its name is longer than 255 characters.',
      not_a_count: '“{{cell}}” is not a whole number.',
      below_zero: '“{{cell}}” is less than zero.',
      large_count: '“{{cell}}” has too many digits: a stage holds at most 1,000,000.',
      unknown_status: '“{{cell}}” is no stage that is known.',
      quantity_differs: 'the quantity {{cell}} is not the sum of its stages.',
      two_ways: 'it has a status, “{{cell}}”, and counts for stages too.',
      too_many: 'a stage of “{{cell}}” would hold more than 1,000,000.',
    } satisfies Record<RowFault, string>,
    preview: 'Preview',
    back: 'Back to the columns',
    refusals: {
      workbook:
        'This is a workbook of a spreadsheet program. Save it there as CSV, or copy the cells and paste them here.',
      large: 'A table can have at most 20 MB here. Divide it into several files.',
      wide: 'A table can have at most 200 columns here. Leave out those that are not needed.',
      empty: 'There is nothing in it.',
      binary: 'This is no table. Save it as CSV, or copy the cells and paste them here.',
      unreadable:
        'This could not be read. Is the file still there, and the server running? Try again.',
    } satisfies Record<TableRefusal, string>,
  },
  differences: 'Differences by type',
} as const;

declare module '../../kernel/i18n/messages.ts' {
  interface Messages {
    readonly exchange: typeof en;
  }
}
