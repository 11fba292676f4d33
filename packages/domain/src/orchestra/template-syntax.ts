/** What a template may name by its first word. */
export const templateRoots = [
  'data',
  'env',
  'secret',
  'ctx',
  'suite',
  'run',
  'scenario',
  'row',
  'step',
] as const;
export type TemplateRoot = (typeof templateRoots)[number];

/** What stands between `{{` and `}}`. */
export type TemplateExpression =
  | {
      readonly kind: 'path';
      readonly root: TemplateRoot;
      readonly path: readonly (string | number)[];
    }
  | { readonly kind: 'literal'; readonly value: string | number }
  | {
      readonly kind: 'call';
      readonly name: string;
      readonly arguments: readonly TemplateExpression[];
    };

/** A text as it is, or an expression with what was written for it. */
export type TemplatePart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'value'; readonly expression: TemplateExpression; readonly written: string };

/** `unclosed`: `{{` without `}}`. `syntax`: what stands between them cannot be read. `root`: no such first word. */
export interface TemplateFault {
  readonly code: 'unclosed' | 'syntax' | 'root';
  readonly written: string;
}

export type ParsedTemplate =
  | { readonly ok: true; readonly parts: readonly TemplatePart[] }
  | { readonly ok: false; readonly fault: TemplateFault };

/** Whether a text has to be looked at at all. */
export const hasTemplate = (text: string): boolean => text.includes('{{');

/** Reads a text with templates. `{{"{{"}}` stands for two braces. */
export function parseTemplate(text: string): ParsedTemplate {
  const parts: TemplatePart[] = [];
  let at = 0;
  for (;;) {
    const open = text.indexOf('{{', at);
    if (open === -1) break;
    if (open > at) parts.push({ kind: 'text', text: text.slice(at, open) });
    const end = endOf(text, open + 2);
    if (end === -1) return fault('unclosed', text.slice(open, open + 200));
    const written = text.slice(open + 2, end);
    const read = new Reader(written).whole();
    if (read === null) return fault('syntax', written.slice(0, 200));
    if (read === 'root') return fault('root', written.slice(0, 200));
    parts.push({ kind: 'value', expression: read, written: written.trim() });
    at = end + 2;
  }
  if (at < text.length) parts.push({ kind: 'text', text: text.slice(at) });
  return { ok: true, parts };
}

function fault(code: TemplateFault['code'], written: string): ParsedTemplate {
  return { ok: false, fault: { code, written } };
}

/** Where `}}` stands outside quotes; -1 where nowhere. */
function endOf(text: string, from: number): number {
  let isQuoted = false;
  for (let at = from; at < text.length; at++) {
    const character = text[at];
    if (isQuoted && character === '\\') at++;
    else if (character === '"') isQuoted = !isQuoted;
    else if (!isQuoted && character === '}' && text[at + 1] === '}') return at;
  }
  return -1;
}

const maxNesting = 8;

/** Reads one expression; null for what is none, `root` for a path that begins with a word that there is not. */
class Reader {
  private readonly text: string;
  private at = 0;

  constructor(text: string) {
    this.text = text;
  }

  whole(): TemplateExpression | 'root' | null {
    const read = this.expression(0);
    this.blanks();
    return read === null || this.at < this.text.length ? null : read;
  }

  private expression(depth: number): TemplateExpression | 'root' | null {
    if (depth > maxNesting) return null;
    this.blanks();
    const quoted = this.take(/"(?:[^"\\]|\\.)*"/sy);
    if (quoted !== null) return literal(quoted);
    const number = this.take(/-?\d{1,15}(?:\.\d{1,15})?(?![\w.])/y);
    if (number !== null) return { kind: 'literal', value: Number(number) };
    const word = this.take(/[A-Za-z_]\w{0,63}/y);
    if (word === null) return null;
    this.blanks();
    if (this.take(/\(/y) !== null) return this.call(word, depth);
    const path = this.path();
    if (path === null) return null;
    const root = templateRoots.find((known) => known === word);
    return root === undefined ? 'root' : path.length === 0 ? null : { kind: 'path', root, path };
  }

  private call(name: string, depth: number): TemplateExpression | 'root' | null {
    const given: TemplateExpression[] = [];
    this.blanks();
    if (this.take(/\)/y) !== null) return { kind: 'call', name, arguments: given };
    for (;;) {
      const read = this.expression(depth + 1);
      if (read === null || read === 'root') return read;
      given.push(read);
      this.blanks();
      if (this.take(/\)/y) !== null) return { kind: 'call', name, arguments: given };
      if (this.take(/,/y) === null) return null;
    }
  }

  /** `.name`, `[0]`, `["any key"]`, as often as they come. */
  private path(): (string | number)[] | null {
    const path: (string | number)[] = [];
    for (;;) {
      const name = this.take(/\.[A-Za-z_][\w-]{0,199}/y);
      const index = name === null ? this.take(/\[\d{1,9}\]/y) : null;
      const key = name ?? index ?? this.take(/\["(?:[^"\\]|\\.)*"\]/sy);
      if (key === null) return path.length > 50 ? null : path;
      if (name !== null) path.push(name.slice(1));
      else if (index !== null) path.push(Number(index.slice(1, -1)));
      else {
        const text = literal(key.slice(1, -1));
        if (text === null) return null;
        path.push(String(text.value));
      }
    }
  }

  private blanks(): void {
    this.take(/\s+/y);
  }

  private take(pattern: RegExp): string | null {
    pattern.lastIndex = this.at;
    const [taken] = pattern.exec(this.text) ?? [];
    if (taken === undefined) return null;
    this.at += taken.length;
    return taken;
  }
}

function literal(quoted: string): { kind: 'literal'; value: string } | null {
  try {
    const value: unknown = JSON.parse(quoted);
    return typeof value === 'string' ? { kind: 'literal', value } : null;
  } catch {
    return null;
  }
}
