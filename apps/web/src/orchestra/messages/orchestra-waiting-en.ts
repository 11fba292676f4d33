/** Of the area's part of the start page; fetched with it. */
export const en = {
  nothing: 'No test run waits for anybody.',
  none: 'No suites yet',
  begin: 'Write one, or see what a suite is',
  look: 'See what a suite is',
  stuck: 'Run {{number}}: stuck, somebody has to decide',
  questions: 'Run {{number}}: asks a question',
  held: 'Run {{number}}: held after a failure',
  running_one: '{{count, number}} run in progress',
  running_other: '{{count, number}} runs in progress',
} as const;

declare module '../../kernel/i18n/messages.ts' {
  interface Messages {
    readonly 'orchestra-waiting': typeof en;
  }
}
