/** What the navigation and the palette say before the area is opened. */
export const en = {
  label: 'Miniatures',
  pages: {
    collection: 'Collection',
    statistics: 'Statistics',
    exchange: 'Import and export',
  },
} as const;

declare module '../../kernel/i18n/messages.ts' {
  interface ManifestMessages {
    readonly miniatures: typeof en;
  }
}
