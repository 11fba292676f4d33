/** A piece of SQL that is neither blank nor comment. */
export interface Token {
  readonly kind: 'word' | 'number' | 'string' | 'symbol';
  /** Unquoted words in small letters; quoted names without their quotes; the rest as it stands. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

const pieces = new RegExp(
  [
    String.raw`(?<skip>\s+|--[^\n]*)`,
    String.raw`(?<comment>/\*)`,
    `(?<string>[eEbBxXnN]?'(?:[^']|'')*')`,
    String.raw`(?<dollar>\$(?<tag>[A-Za-z_]\w*)?\$)`,
    `(?<quoted>"(?:[^"]|"")*")`,
    String.raw`(?<word>\$\d+|[\p{L}_][\p{L}\p{N}_$]*)`,
    String.raw`(?<number>\d+(?:\.\d+)?)`,
    String.raw`(?<symbol>:=|::|<>|!=|<=|>=|=>|\.\.|.)`,
  ].join('|'),
  'suy',
);

/** Cuts SQL or PL/pgSQL text into tokens; offsets are those of the text. Never fails. */
export function sqlTokens(text: string): readonly Token[] {
  const tokens: Token[] = [];
  for (let at = 0; at < text.length; ) {
    pieces.lastIndex = at;
    const groups = pieces.exec(text)?.groups ?? {};
    const end = pieces.lastIndex === 0 ? at + 1 : endOf(text, groups, pieces.lastIndex);
    const token = tokenOf(text.slice(at, end), groups);
    if (token !== undefined) tokens.push({ ...token, start: at, end });
    at = end;
  }
  return tokens;
}

type Groups = Readonly<Record<string, string | undefined>>;

function endOf(text: string, { comment, dollar, string }: Groups, end: number): number {
  if (comment !== undefined) return endOfComment(text, end);
  if (dollar !== undefined) {
    const close = text.indexOf(dollar, end);
    return close < 0 ? text.length : close + dollar.length;
  }
  // In an escape string a quote may stand behind a backslash.
  if (string !== undefined && /^e/i.test(string)) {
    const whole = /e'(?:[^'\\]|''|\\.)*'/isy;
    whole.lastIndex = end - string.length;
    return whole.exec(text) ? whole.lastIndex : end;
  }
  return end;
}

/** Comments nest. */
function endOfComment(text: string, from: number): number {
  const marks = /\/\*|\*\//g;
  marks.lastIndex = from;
  for (let depth = 1; depth > 0; ) {
    const mark = marks.exec(text);
    if (mark === null) return text.length;
    depth += mark[0] === '/*' ? 1 : -1;
  }
  return marks.lastIndex;
}

function tokenOf(text: string, groups: Groups): Pick<Token, 'kind' | 'text'> | undefined {
  if (groups.skip !== undefined || groups.comment !== undefined) return undefined;
  if (groups.string !== undefined || groups.dollar !== undefined) return { kind: 'string', text };
  if (groups.quoted !== undefined) {
    return { kind: 'word', text: text.slice(1, -1).replaceAll('""', '"') };
  }
  if (groups.word !== undefined) return { kind: 'word', text: text.toLowerCase() };
  return { kind: groups.number === undefined ? 'symbol' : 'number', text };
}
