import { isRecord } from '../../kernel/is-record.ts';

const maxPreview = 300;

/** A value on one line, cut where it is long: for people to read, not to parse. */
export function preview(value: unknown, max = maxPreview): string {
  let text = '';
  const write = (part: unknown, depth: number): void => {
    if (text.length > max) return;
    if (part === undefined) text += '—';
    else if (typeof part === 'string') text += JSON.stringify(part.slice(0, max + 1));
    else if (Array.isArray(part)) list(part, depth);
    else if (isRecord(part)) object(part, depth);
    else text += String(part);
  };
  const list = (part: readonly unknown[], depth: number): void => {
    if (depth > 10) {
      text += '[…]';
      return;
    }
    text += '[';
    for (const [index, item] of part.entries()) {
      if (text.length > max) break;
      if (index > 0) text += ', ';
      write(item, depth + 1);
    }
    text += ']';
  };
  const object = (part: Readonly<Record<string, unknown>>, depth: number): void => {
    if (depth > 10) {
      text += '{…}';
      return;
    }
    text += '{';
    let isFirst = true;
    for (const key of Object.keys(part)) {
      if (text.length > max) break;
      text += `${isFirst ? '' : ', '}${JSON.stringify(key.slice(0, max))}: `;
      isFirst = false;
      write(part[key], depth + 1);
    }
    text += '}';
  };
  write(value, 0);
  return text.length > max ? `${wholeCharacters(text.slice(0, max))}…` : wholeCharacters(text);
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: NUL is the one character PostgreSQL cannot store
const unstorable = /[\u0000\p{Surrogate}]+/gu;

/** With U+FFFD for what cannot be stored: NUL, and the half of a character that was cut. */
export function wholeCharacters(text: string): string {
  return text.replaceAll(unstorable, (stretch) => '\uFFFD'.repeat(stretch.length));
}
