import { RE2JS } from 're2js';

/** Size of the program times length of the text: some seconds at the very most. */
const maxWork = 2_000_000_000;
const maxProgram = 5000;

/** Found in a text: the whole match first, then the groups; null for a group that took no part. */
export type Match = readonly (string | null)[];

/** A pattern that takes no text long: RE2, without back references and look-around. */
export interface SafePattern {
  /** The first match, null for none, undefined where the text is too long for the pattern. */
  readonly find: (text: string) => Match | null | undefined;
  readonly groups: number;
}

/** Null for what is no pattern of RE2, or too large a one. Flags: `i`, `m`, `s`. */
export function safePattern(pattern: string, flags = ''): SafePattern | null {
  try {
    const compiled = RE2JS.compile(pattern, flagBits(flags));
    const size = compiled.programSize();
    const groups = compiled.groupCount();
    if (size > maxProgram) return null;
    return {
      groups,
      find: (text) => {
        if (size * text.length > maxWork) return undefined;
        const matcher = compiled.matcher(text);
        if (!matcher.find()) return null;
        return Array.from({ length: groups + 1 }, (_, group) => matcher.group(group));
      },
    };
  } catch {
    return null;
  }
}

function flagBits(flags: string): number {
  let bits = 0;
  if (flags.includes('i')) bits |= RE2JS.CASE_INSENSITIVE;
  if (flags.includes('m')) bits |= RE2JS.MULTILINE;
  if (flags.includes('s')) bits |= RE2JS.DOTALL;
  return bits;
}

/** Enough of a regular expression for what takes one: a library that would else use one that texts can stall. */
export class Re2Expression {
  readonly source: string;
  readonly flags: string;
  lastIndex = 0;
  private readonly compiled: RE2JS;

  constructor(pattern: RegExp | string) {
    this.source = typeof pattern === 'string' ? pattern : pattern.source;
    this.flags = typeof pattern === 'string' ? '' : pattern.flags;
    this.compiled = RE2JS.compile(RE2JS.translateRegExp(this.source), flagBits(this.flags));
    if (this.compiled.programSize() > maxProgram) throw new RangeError('the pattern is too large');
  }

  /** The next match from `lastIndex` on, as `RegExp` gives it for a global pattern. */
  exec(text: string): (string[] & { index: number }) | null {
    if (this.compiled.programSize() * text.length > maxWork)
      throw new RangeError('the text is too long');
    const matcher = this.compiled.matcher(text);
    if (this.lastIndex > text.length || !matcher.find(this.lastIndex)) {
      this.lastIndex = 0;
      return null;
    }
    this.lastIndex = matcher.end();
    const groups = Array.from(
      { length: this.compiled.groupCount() + 1 },
      (_, group) => matcher.group(group) ?? '',
    );
    return Object.assign(groups, { index: matcher.start() });
  }

  /** Libraries tell patterns apart by this. */
  toString(): string {
    return `/${this.source}/${this.flags}`;
  }

  test(text: string): boolean {
    this.lastIndex = 0;
    const isFound = this.exec(text) !== null;
    this.lastIndex = 0;
    return isFound;
  }
}
