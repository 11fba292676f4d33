/** Of the page of figures and charts, and of the charts of a type; fetched when they are first shown. */
export const en = {
  flow: 'Flow over time',
  flowText: 'How many miniatures were in each stage, day by day.',
  flowSummary_one:
    'Stacked areas from {{from}} to {{to}}: {{count, number}} miniature today, {{done, number}} of them done.',
  flowSummary_other:
    'Stacked areas from {{from}} to {{to}}: {{count, number}} miniatures today, {{done, number}} of them done.',
  stageTime: 'Time in each stage',
  stageTimeText: 'How long miniatures stay in a stage on average before they move on.',
  lessThanDay: 'less than a day',
  days_one: '{{count, number}} day',
  days_other: '{{count, number}} days',
  stageTimeOf_one: 'from {{count, number}} miniature',
  stageTimeOf_other: 'from {{count, number}} miniatures',
  noTime: 'nothing to measure yet',
  stage: 'Stage',
  mean: 'Average',
  left: 'Moved on',
  weeks: 'Added and done by week',
  weeksText: 'When more are done than added, the backlog shrinks.',
  weeksLatest: 'The chart shows the last five years, the table every week.',
  weeksSummary_one:
    'Bars for {{count, number}} week: {{bought, number}} added, {{done, number}} done in total.',
  weeksSummary_other:
    'Bars for {{count, number}} weeks: {{bought, number}} added, {{done, number}} done in total.',
  week: 'Week of',
  day: 'Day',
  bought: 'Added',
  done: 'Done',
  total: 'Total',
  overallText: 'Each stage that a miniature has passed counts as a quarter of the way.',
  empty: 'No data yet. Charts appear once miniatures start to move.',
  weekOf: 'Week of {{date}}',
} as const;

declare module '../../kernel/i18n/messages.ts' {
  interface Messages {
    readonly statistics: typeof en;
  }
}
