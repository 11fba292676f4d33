/** Of the area's part of the start page; fetched with it. */
export const en = {
  nothing: 'No run waits for you.',
  mine_one: '{{project}}: {{count, number}} item left',
  mine_other: '{{project}}: {{count, number}} items left',
  stuck: '{{project}}: in progress for long, by {{engineer}}',
  failed: 'Fails since lately, in “{{run}}”',
} as const;

declare module '../../kernel/i18n/messages.ts' {
  interface Messages {
    readonly 'runs-waiting': typeof en;
  }
}
