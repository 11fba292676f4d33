/** What the start page says of the area. */
export const en = {
  next: 'Next: {{step}} ({{done, number}} of {{of, number}} done)',
  choose_one: '{{count, number}} track to learn along',
  choose_other: '{{count, number}} tracks to learn along',
  start: 'Choose one and start',
  none: 'No tracks yet',
  begin: 'Make the first one',
  look: 'Somebody with the right to it makes the first one',
} as const;

declare module '../../kernel/i18n/messages.ts' {
  interface Messages {
    readonly 'tracks-waiting': typeof en;
  }
}
