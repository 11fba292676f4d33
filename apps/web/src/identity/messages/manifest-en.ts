/** What the navigation and the palette say before the area is opened. */
export const en = {
  label: 'Administration',
  pages: { people: 'People', models: 'Language models', audit: 'Audit log' },
} as const;

declare module '../../kernel/i18n/messages.ts' {
  interface ManifestMessages {
    readonly identity: typeof en;
  }
}
