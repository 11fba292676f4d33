// biome-ignore lint/suspicious/noControlCharactersInRegex: NUL is the one character PostgreSQL cannot store
const unstorable = /[\u0000\p{Surrogate}]+/gu;

/** Text of another system as PostgreSQL can store it: what it cannot is shown as U+FFFD. */
export function storableText(text: string): string {
  // By stretches: a bomb is millions of NULs in a row.
  return text.replace(unstorable, (stretch) => '\uFFFD'.repeat(stretch.length));
}
