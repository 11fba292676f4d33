/** Of texts in Markdown; fetched with the first of them. */
export const en = {
  dead: 'This link leads nowhere safe and was disabled.',
  newTab: ' (opens in a new tab)',
  foreignImage: 'Image from elsewhere, not shown',
  foreignImageOf: 'Image from elsewhere, not shown: {{alt}}',
  done: 'Done: ',
  open: 'To do: ',
  table: 'Table',
  code: 'Code',
  footnotes: 'Footnotes',
  back: 'Back to the text from footnote {{place, number}}',
} as const;

declare module '../i18n/messages.ts' {
  interface Messages {
    readonly markdown: typeof en;
  }
}
