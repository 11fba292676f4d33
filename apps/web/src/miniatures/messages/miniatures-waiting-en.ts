/** Of the area's part of the start page; fetched with it. */
export const en = {
  stages: 'What waits, by stage',
  allDone: 'Everything is done.',
  lastMoved: '{{name}}: {{quantity, number}}, {{from}} → {{to}}',
  lastMovedDetail: 'Last moved {{when}}',
  longestDetail_one: 'Has waited longest: {{count, number}} day, since {{day}}',
  longestDetail_other: 'Has waited longest: {{count, number}} days, since {{day}}',
  longestToday: 'Has waited longest: since today',
} as const;

declare module '../../kernel/i18n/messages.ts' {
  interface Messages {
    readonly 'miniatures-waiting': typeof en;
  }
}
