import type { ImportReason } from '@atelier/domain/miniatures/import-faults.ts';

/** Of the page for import and export; fetched when it is first shown. */
export const en = {
  export: 'Export',
  exportText:
    'One JSON file with all types, counts and moves. It is your backup, and any Atelier can read it.',
  exportArchive:
    'Archived types are in it too, but not that they are archived: after an import they are active again.',
  import: 'Import',
  importText:
    'Types are matched by name: counts add up, history is appended. You see every difference before anything changes.',
  choose: 'Choose a file',
  drop: 'or drop it here',
  file: 'Export file (JSON)',
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
  similar: 'There is “{{name}}” already: capitals make this a type of its own.',
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
    not_utf8: 'The text in this file is not encoded as UTF-8.',
    not_export: 'This is not an export: an export begins with {"types": […]}.',
    ends_early: 'The file ends too early: part of it is missing.',
    too_deep: 'It is nested too deeply.',
    too_slow: 'The file arrived too slowly.',
    too_long: 'There is more here than can belong to an export.',
    wrong_type: 'This is of the wrong kind, as a text where a number must stand.',
    missing_field: 'A field is missing here.',
    unknown_field: 'There is a field that an export does not have.',
    repeated_field: 'A field stands here twice.',
    unknown_stage: 'There is no such stage.',
    missing_stage: 'Every stage must stand here exactly once.',
    out_of_range: 'A number is too small or too large.',
    bad_text: 'A text is empty, too long, or has a character that cannot be kept.',
    bad_date: 'This is not a date and time (ISO 8601).',
    backward: 'Miniatures move forward only.',
    over_limit: 'A stage would hold more than 1,000,000 miniatures.',
  } satisfies Record<ImportReason, string>,
  differences: 'Differences by type',
} as const;

declare module '../../kernel/i18n/messages.ts' {
  interface Messages {
    readonly exchange: typeof en;
  }
}
