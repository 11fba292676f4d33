/** An entry of a dump's table of contents. */
export interface DumpEntry {
  readonly id: number;
  /** What it makes, as pg_restore calls it: `EVENT TRIGGER`. */
  readonly kind: string;
  /** For people: `event trigger guard`, `view shop.prices`. */
  readonly words: string;
  /** Ids of the entries that it needs. */
  readonly needs: readonly number[];
}

/** The kinds of tables, sequences and what is in them. */
const rows = /^(TABLE|SEQUENCE|BLOB|LARGE OBJECT)/;

/** The kinds of what is in them. */
const contents = /^(TABLE DATA|SEQUENCE SET)/;

/** Takes apart what `pg_restore --list --verbose` prints: a line for an entry, and one for its needs. */
export function parseContents(listing: string): DumpEntry[] {
  const entries: (DumpEntry & { needs: number[] })[] = [];
  for (const line of listing.split('\n')) {
    const [, needed = ''] = /^;\tdepends on:([ \d]+)$/.exec(line) ?? [];
    entries.at(-1)?.needs.push(...needed.split(' ').filter(Boolean).map(Number));
    // Id; two OIDs, the kind, the schema or a dash, the name, and the owner or nothing.
    const [, id, kind = '', schema, rest = ''] =
      /^(\d+); \d+ \d+ ([A-Z]+(?: [A-Z]+)*) (\S+) (.*)$/.exec(line) ?? [];
    if (id === undefined) continue;
    const name = rest.replace(/ \S*$/, '');
    const place = schema === '-' ? '' : `${schema}.`;
    entries.push({
      id: Number(id),
      kind,
      words: `${kind.toLowerCase()} ${place}${name}`,
      needs: [],
    });
  }
  return entries;
}

/** Collects from what pg_restore says, line by line, the first complaint about each entry. */
export function failureCollector() {
  const complaints = new Map<number, string>();
  let lacksExtension = false;
  let entry: { readonly id: number; readonly kind: string } | undefined;
  let isAtEnd = false;
  return {
    complaints: complaints as ReadonlyMap<number, string>,
    /** Whether it went on to its end, past what failed. */
    get isAtEnd() {
      return isAtEnd;
    },
    /**
     * @returns whether a table or its rows failed, so that continuing cannot make the restore complete.
     * After an extension that failed, they may be the extension's own.
     */
    hear(line: string): boolean {
      const [, id, kind = ''] = /^\S+: from TOC entry (\d+); \d+ \d+ (.*)$/.exec(line) ?? [];
      if (id !== undefined) entry = { id: Number(id), kind };
      if (/^\S+: warning: errors ignored on restore: \d+$/.test(line)) isAtEnd = true;
      const [, complaint] = /^\S+: error: (.*)$/.exec(line) ?? [];
      if (complaint === undefined || entry === undefined) return false;
      if (!complaints.has(entry.id)) complaints.set(entry.id, complaint);
      lacksExtension ||= entry.kind.startsWith('EXTENSION ');
      return rows.test(entry.kind) && !(lacksExtension && contents.test(entry.kind));
    },
  };
}

/**
 * The entries about which there were complaints; undefined when one of them is not in the list, so that
 * nobody knows what it was that failed.
 */
export function failedOf(
  all: readonly DumpEntry[],
  complaints: ReadonlyMap<number, string>,
): readonly DumpEntry[] | undefined {
  const failed = all.filter(({ id }) => complaints.has(id));
  return failed.length === complaints.size ? failed : undefined;
}

/** Of entries that failed, those that failed by themselves, and not for want of another one. */
export function firstCauses(failed: readonly DumpEntry[]): DumpEntry[] {
  const ids = new Set(failed.map(({ id }) => id));
  return failed.filter(({ needs }) => !needs.some((id) => ids.has(id)));
}

const onTables = /^(DEFAULT|CONSTRAINT|CHECK CONSTRAINT|FK CONSTRAINT|INDEX|TRIGGER|RULE|POLICY)/;

/**
 * Whether it is about something that an extension makes, and for which the dump has no entry: rows of its
 * tables, or what was granted on them. They come and go with the extension.
 */
export function isOfExtension({ kind, needs }: DumpEntry, all: readonly DumpEntry[]): boolean {
  if (!contents.test(kind) && !/^ACL/.test(kind)) return false;
  return needs.length > 0 && !all.some(({ id }) => needs.includes(id));
}

/** What PostgreSQL makes by calling functions, whose bodies are looked into no sooner. */
export const callsFunctions = ({ kind }: DumpEntry): boolean =>
  /^(INDEX|CONSTRAINT|CHECK CONSTRAINT|MATERIALIZED VIEW DATA)/.test(kind);

/**
 * Whether a table is not what it was without this entry: it is the table, its rows, or stands on it. A
 * schema in capitals is read as a part of the kind: `TABLE CRM`.
 */
export function belongsToTable(entry: DumpEntry, all: readonly DumpEntry[]): boolean {
  if (rows.test(entry.kind)) return true;
  const tables = new Set(all.filter(({ kind }) => /^TABLE( |$)/.test(kind)).map(({ id }) => id));
  return onTables.test(entry.kind) && entry.needs.some((id) => tables.has(id));
}
