/** What somebody is written about, since whoever did it may not have been them. */
export const accountNotices = [
  'password-changed',
  'second-factor-on',
  'second-factor-off',
  'provider-added',
  'new-browser',
] as const;
export type AccountNotice = (typeof accountNotices)[number];

/** The setting of a person with the language in which they are written to; the page keeps it. */
export const languageSetting = 'language';
