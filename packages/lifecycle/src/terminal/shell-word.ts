/**
 * A name as one word of a command that is pasted into a shell; one that every shell takes as it is stays
 * so. In single quotes POSIX shells read nothing, and so does PowerShell but for the quote itself; `cmd`
 * knows double quotes alone.
 */
export function shellWord(name: string, platform = process.platform): string {
  if (/^[\w@%+=:,./-]+$/.test(name)) return name;
  return platform === 'win32'
    ? `"${name.replaceAll('"', '""')}"`
    : `'${name.replaceAll("'", `'\\''`)}'`;
}
