/** What the navigation and the palette say before the area is opened. */
export const en = {
  label: 'System',
  pages: { database: 'Database' },
} as const;

declare module '../../kernel/i18n/messages.ts' {
  interface ManifestMessages {
    readonly lifecycle: typeof en;
  }
}
