/** Of what shows the difference of two texts or values; fetched with it. */
export const en = {
  same: 'There is no difference.',
  hidden_one: '{{count, number}} unchanged line',
  hidden_other: '{{count, number}} unchanged lines',
  said: { added: 'Added: ', removed: 'Removed: ' },
  kinds: { added: 'Added', removed: 'Removed', changed: 'Changed' },
  became: 'became',
  whole: 'The whole value',
  place: 'No. {{place, number}}',
  null: 'nothing',
  emptyText: 'empty text',
} as const;

declare module '../i18n/messages.ts' {
  interface Messages {
    readonly diff: typeof en;
  }
}
