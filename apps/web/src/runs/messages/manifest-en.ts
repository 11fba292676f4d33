/** What the navigation and the palette say before the area is opened. */
export const en = {
  label: 'Runs',
  pages: { projects: 'Test projects' },
} as const;

declare module '../../kernel/i18n/messages.ts' {
  interface ManifestMessages {
    readonly runs: typeof en;
  }
}
