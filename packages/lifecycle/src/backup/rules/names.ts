/** `20261121T040506Z-before-up`: sorts by time, and says what for. */
export function backupName(createdAt: Date, reason: string): string {
  const word = reason
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
  return [compactTime(createdAt), word.slice(0, 40)].filter(Boolean).join('-');
}

/** The name under which a restore keeps what was there: `atelier_before_20261121T040506Z`. */
export function keptName(name: string, now: Date): string {
  return fitting(name, `_before_${compactTime(now).toLowerCase()}`);
}

/** Whether a restore gave this name to what it found under `name`. */
export function isKeptName(candidate: string, name: string): boolean {
  const [suffix] = /_before_\d{8}t\d{6}z$/.exec(candidate) ?? [];
  return suffix !== undefined && candidate === fitting(name, suffix);
}

/** The name of a database that a restore fills. */
export function restoringName(name: string, unique: string): string {
  return fitting(name, `_restoring_${unique}`);
}

/** What {@link restoringName} begins with. */
export function restoringPrefix(name: string): string {
  return restoringName(name, '000000').slice(0, -6);
}

/** PostgreSQL cuts a name at 63 bytes, which must not be the end that tells it from others. */
const longestName = 63;

function fitting(name: string, suffix: string): string {
  let start = '';
  let bytes = suffix.length;
  for (const letter of name) {
    bytes += utf8Length(letter.codePointAt(0) ?? 0);
    if (bytes > longestName) break;
    start += letter;
  }
  return start + suffix;
}

const utf8Length = (codePoint: number): number =>
  codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;

function compactTime(time: Date): string {
  return time.toISOString().replaceAll(/[-:]|\.\d+/g, '');
}
