/** A word of a command line, or what stands between two commands. */
export type ShellWord = { readonly kind: 'word'; readonly text: string } | { readonly kind: 'end' };

const escapes: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  a: '\u0007',
  b: '\b',
  f: '\f',
  v: '\v',
  e: '\u001b',
};

/**
 * The words of what was typed into a POSIX shell, with its quotes undone; null where a quote is not closed. Nothing is
 * put in for `$name` and the like: it stays as written.
 */
export function shellWords(text: string): readonly ShellWord[] | null {
  const words: ShellWord[] = [];
  let word: string | null = null;
  const end = () => {
    if (word !== null) words.push({ kind: 'word', text: word });
    word = null;
  };
  let at = 0;
  while (at < text.length) {
    const character = text[at] ?? '';
    if (character === '\\') {
      const next = text[at + 1] ?? '';
      const isBreak = next === '\n' || (next === '\r' && text[at + 2] === '\n');
      if (!isBreak) word = `${word ?? ''}${next}`;
      at += next === '\r' && isBreak ? 3 : 2;
    } else if (
      character === "'" ||
      character === '"' ||
      (character === '$' && text[at + 1] === "'")
    ) {
      const read = quoted(text, at);
      if (read === null) return null;
      word = `${word ?? ''}${read.text}`;
      at = read.end;
    } else if (/[\n;|&]/.test(character)) {
      end();
      words.push({ kind: 'end' });
      at++;
    } else if (/\s/.test(character)) {
      end();
      at++;
    } else if (character === '#' && word === null) {
      while (at < text.length && text[at] !== '\n') at++;
    } else {
      word = `${word ?? ''}${character}`;
      at++;
    }
  }
  end();
  return words;
}

interface Quoted {
  readonly text: string;
  /** Behind the closing quote. */
  readonly end: number;
}

function quoted(text: string, from: number): Quoted | null {
  const isAnsi = text[from] === '$';
  const quote = text[isAnsi ? from + 1 : from] ?? '';
  let read = '';
  for (let at = from + (isAnsi ? 2 : 1); at < text.length; at++) {
    const character = text[at] ?? '';
    if (character === quote) return { text: read, end: at + 1 };
    if (character !== '\\' || (quote === "'" && !isAnsi)) {
      read += character;
      continue;
    }
    const undone = isAnsi ? ansiEscape(text, at + 1) : doubleEscape(text[at + 1] ?? '');
    read += undone.text;
    at += undone.length;
  }
  return null;
}

/** Within double quotes a backslash only stands before what else would mean something. */
function doubleEscape(next: string): { text: string; length: number } {
  if (next === '\n') return { text: '', length: 1 };
  return /["\\$`]/.test(next) ? { text: next, length: 1 } : { text: '\\', length: 0 };
}

function ansiEscape(text: string, at: number): { text: string; length: number } {
  const next = text[at] ?? '';
  const [, code, digits] = /^(x|u|U)([0-9a-fA-F]{1,8})/.exec(text.slice(at, at + 9)) ?? [];
  if (code !== undefined && digits !== undefined) {
    const used = digits.slice(0, code === 'x' ? 2 : code === 'u' ? 4 : 8);
    const point = Number.parseInt(used, 16);
    return { text: point <= 0x10ffff ? String.fromCodePoint(point) : '', length: 1 + used.length };
  }
  const known = Object.hasOwn(escapes, next) ? escapes[next] : undefined;
  return { text: known ?? next, length: 1 };
}
