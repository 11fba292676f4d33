/** What the catalog says about the thing that an interrupted statement makes or removes. */
export type IndexState = 'valid' | 'invalid' | 'absent';

/**
 * A statement that PostgreSQL runs outside any transaction, so that being killed in the middle can leave
 * half of it behind. `index` is its name as it was written, with the schema where one was given.
 */
export type LooseStatement =
  | { readonly kind: 'create-index' | 'drop-index' | 'reindex'; readonly index: string }
  /** Doing it again does no harm. */
  | { readonly kind: 'repeatable' }
  | { readonly kind: 'other' };

const name = String.raw`((?:"(?:[^"]|"")+"|[\w$]+)(?:\s*\.\s*(?:"(?:[^"]|"")+"|[\w$]+))?)`;
const createIndex = new RegExp(
  String.raw`^CREATE\s+(?:UNIQUE\s+)?INDEX\s+CONCURRENTLY\s+(?:IF\s+NOT\s+EXISTS\s+)?${name}\s+ON\s+(?:ONLY\s+)?${name}`,
  'i',
);
const dropIndex = new RegExp(
  String.raw`^DROP\s+INDEX\s+CONCURRENTLY\s+(?:IF\s+EXISTS\s+)?${name}`,
  'i',
);
const reindex = new RegExp(String.raw`^REINDEX\s+INDEX\s+CONCURRENTLY\s+${name}`, 'i');

/**
 * What kind of statement it is, when it cannot run inside a transaction; undefined for all others, which
 * are run in one, together with the note that they are done.
 */
export function looseStatement(sql: string): LooseStatement | undefined {
  const text = withoutLeadingComments(sql);
  const created = createIndex.exec(text);
  if (created?.[1] !== undefined && created[2] !== undefined) {
    return { kind: 'create-index', index: inSchemaOf(created[2], created[1]) };
  }
  const dropped = dropIndex.exec(text);
  if (dropped?.[1] !== undefined) return { kind: 'drop-index', index: dropped[1] };
  const rebuilt = reindex.exec(text);
  if (rebuilt?.[1] !== undefined) return { kind: 'reindex', index: rebuilt[1] };
  if (/^VACUUM\b/i.test(text)) return { kind: 'repeatable' };
  if (
    /\bCONCURRENTLY\b/i.test(text) ||
    /^(ALTER\s+SYSTEM|(CREATE|DROP)\s+(DATABASE|TABLESPACE|SUBSCRIPTION)|REINDEX\s+(DATABASE|SYSTEM|SCHEMA))\b/i.test(
      text,
    )
  ) {
    return { kind: 'other' };
  }
  return undefined;
}

/** What to do about a statement that was begun and never finished. */
export type Resolution =
  /** It took effect: go on behind it. */
  | 'done'
  /** Nothing of it is left: run it. */
  | 'run'
  /** Half of it is left: remove that, then run it. */
  | 'clear-and-run'
  /** Only a person can tell. */
  | 'ask';

/** Decides from what the catalog holds now; `index` is absent for statements about no index. */
export function resolveInterrupted(statement: LooseStatement, index: IndexState): Resolution {
  switch (statement.kind) {
    case 'create-index':
      return index === 'valid' ? 'done' : index === 'invalid' ? 'clear-and-run' : 'run';
    case 'drop-index':
      return index === 'absent' ? 'done' : 'run';
    case 'reindex':
    case 'repeatable':
      return 'run';
    default:
      return 'ask';
  }
}

/** An index lies in the schema of its table, whatever the path says. */
function inSchemaOf(table: string, index: string): string {
  const schema = /^("(?:[^"]|"")+"|[\w$]+)\s*\./.exec(table)?.[1];
  return schema === undefined ? index : `${schema}.${index}`;
}

function withoutLeadingComments(sql: string): string {
  return sql.replace(/^(?:\s+|--[^\n]*(?:\n|$)|\/\*[\s\S]*?\*\/)+/, '');
}
