/** What the app is shown in: `test.use({ language: 'ru', theme: 'dark' })`. */
export interface Appearance {
  readonly language: 'en' | 'ru';
  readonly theme: 'light' | 'dark';
}

const pairs: readonly (readonly Appearance[])[] = [
  [
    { language: 'en', theme: 'light' },
    { language: 'ru', theme: 'dark' },
  ],
  [
    { language: 'en', theme: 'dark' },
    { language: 'ru', theme: 'light' },
  ],
];

/** Without a seed it is the first pair: every worker process asks anew. */
const seed = Number(process.env.PROOF_SEED || 0);

/**
 * What to run a test in that looks at everything: each language and each theme once, by the seed of the
 * run; `npm run prove appearances` takes both languages in both themes.
 */
export const appearances: readonly Appearance[] =
  process.env.PROOF_ROUNDS === 'long' ? pairs.flat() : (pairs[seed % pairs.length] ?? []);
