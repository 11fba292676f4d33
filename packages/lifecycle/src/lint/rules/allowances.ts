/** An exception that a comment asks for: `-- lint: allow <rule> because <reason>`. */
export interface Allowance {
  readonly rule: string;
  readonly reason: string | undefined;
}

const comment = /--[ \t]*lint:[ \t]*allow[ \t]+(\S+)(?:[ \t]+because[ \t]+(\S.*))?/g;

/** The exceptions in the comments before and inside of a statement. */
export function allowancesIn(text: string): readonly Allowance[] {
  return [...text.matchAll(comment)].map(([, rule = '', reason]) => ({
    rule,
    reason: reason?.trim(),
  }));
}
