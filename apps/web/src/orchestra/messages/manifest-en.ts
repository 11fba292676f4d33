/** What the navigation and the palette say before the area is opened. */
export const en = {
  label: 'Orchestra',
  pages: { suites: 'Scenario suites' },
} as const;

declare module '../../kernel/i18n/messages.ts' {
  interface ManifestMessages {
    readonly orchestra: typeof en;
  }
}
