/**
 * A name as one word of a command that is pasted into a shell; a name that every shell takes literally
 * stays as it is. POSIX shells interpret nothing in single quotes, and PowerShell nothing but the quote
 * itself; `cmd` knows only double quotes.
 */
export function shellWord(name: string, platform = process.platform): string {
  if (/^[\w@%+=:,./-]+$/.test(name)) return name;
  return platform === 'win32'
    ? `"${name.replaceAll('"', '""')}"`
    : `'${name.replaceAll("'", `'\\''`)}'`;
}
