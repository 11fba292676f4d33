/** What the navigation and the palette say before the area is opened. */
export const en = {
  label: 'Learning',
  pages: { all: 'Tracks' },
} as const;

declare module '../../kernel/i18n/messages.ts' {
  interface ManifestMessages {
    readonly tracks: typeof en;
  }
}
