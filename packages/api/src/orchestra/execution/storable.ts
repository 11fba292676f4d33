/** Text of another system as PostgreSQL can store it: what it cannot is shown as U+FFFD. */
export function storableText(text: string): string {
  return text.toWellFormed().replaceAll('\0', '\uFFFD');
}
