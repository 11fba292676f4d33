import type { ResultStatus } from './result.ts';

/** One test of a report, as CI tells of it. */
export interface JUnitTest {
  readonly className: string;
  readonly name: string;
  readonly status: ResultStatus;
  /** What the test said of its failure, or of why it was skipped. */
  readonly message: string;
  /** As it stands in the report; null where it says nothing. */
  readonly seconds: string | null;
}

/** What a test may be matched with. */
export interface JUnitCandidate {
  readonly itemId: string;
  readonly externalKey: string | null;
  readonly key: string;
  readonly title: string;
}

/** The name of a test in full, by which no other one of the report should be called. */
export function fullName({ className, name }: Pick<JUnitTest, 'className' | 'name'>): string {
  const full = className === '' ? name : `${className}.${name}`;
  // As long as a key may be; the end says most.
  return [...full].slice(-500).join('');
}

/**
 * The item that each test is of: by the external key, then by the full name as title or key, then by the bare name.
 * A name that several items have is none.
 */
export function matchTests(
  tests: readonly JUnitTest[],
  candidates: readonly JUnitCandidate[],
): readonly { readonly test: JUnitTest; readonly itemId: string | null }[] {
  const byKey = onlyOnes(candidates, ({ externalKey }) => externalKey);
  const byTitle = onlyOnes(candidates, ({ title }) => title);
  const byOwnKey = onlyOnes(candidates, ({ key }) => key);
  return tests.map((test) => {
    const full = fullName(test);
    const itemId =
      byKey.get(full) ??
      byKey.get(test.name) ??
      byTitle.get(full) ??
      byTitle.get(test.name) ??
      byOwnKey.get(test.name) ??
      null;
    return { test, itemId };
  });
}

function onlyOnes(
  candidates: readonly JUnitCandidate[],
  nameOf: (candidate: JUnitCandidate) => string | null,
): ReadonlyMap<string, string> {
  const found = new Map<string, string | null>();
  for (const candidate of candidates) {
    const name = nameOf(candidate);
    if (name !== null) found.set(name, found.has(name) ? null : candidate.itemId);
  }
  return new Map([...found].flatMap(([name, id]) => (id === null ? [] : [[name, id] as const])));
}

const severity = ['na', 'ok', 'fail'] as const;

/** One result for each item: where a report has a test several times, as after a retry of a shard, the worst counts. */
export function worstByItem(
  matched: readonly { readonly test: JUnitTest; readonly itemId: string | null }[],
): ReadonlyMap<string, JUnitTest> {
  const worst = new Map<string, JUnitTest>();
  for (const { test, itemId } of matched) {
    if (itemId === null) continue;
    const was = worst.get(itemId);
    if (was === undefined || severity.indexOf(was.status) < severity.indexOf(test.status)) {
      worst.set(itemId, test);
    }
  }
  return worst;
}
