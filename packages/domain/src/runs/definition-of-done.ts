import type { ResultStatus, Verdict } from './result.ts';

/** What a run has to have before it is done, as far as it is known of it. */
export interface RunFacts {
  readonly projectId: string | null;
  readonly asset: { readonly firmwareVersion: string } | null;
  readonly executedByUserId: string | null;
  readonly templateId: string | null;
  readonly verdict: Verdict | null;
  readonly items: readonly ItemFacts[];
}

export interface ItemFacts {
  readonly id: string;
  /** L0, L1, L2 and whatever else the case is tagged with. */
  readonly tags: readonly string[];
  readonly result: {
    readonly status: ResultStatus;
    readonly failReasonCode: string | null;
    readonly comment: string;
  } | null;
}

/** Something that is missing, and where: of the run where no item is named. */
export interface Missing {
  readonly what:
    | 'project'
    | 'asset'
    | 'firmware'
    | 'engineer'
    | 'template'
    | 'verdict'
    | 'l0_item'
    | 'l0_result'
    | 'fail_reason'
    | 'fail_comment';
  readonly itemId?: string;
}

/** The level at which nothing may be left out. */
const leastLevel = 'L0';

/** What is missing, in the order in which it is mended; empty for a run that may be done. */
export function missingForDone(run: RunFacts): readonly Missing[] {
  return [
    ...missing('project', run.projectId === null),
    ...missing('asset', run.asset === null),
    ...missing('firmware', run.asset !== null && isBlank(run.asset.firmwareVersion)),
    ...missing('engineer', run.executedByUserId === null),
    ...missing('template', run.templateId === null),
    ...missing('l0_item', !run.items.some(isLeast)),
    ...missingOfItems(run.items),
    ...missing('verdict', run.verdict === null),
  ];
}

/** What is missing of these items alone. */
export function missingOfItems(items: readonly ItemFacts[]): readonly Missing[] {
  const failed = items.filter(({ result }) => result?.status === 'fail');
  return [
    ...items.filter((item) => isLeast(item) && item.result === null).map(at('l0_result')),
    ...failed.filter(({ result }) => result?.failReasonCode === null).map(at('fail_reason')),
    ...failed.filter(({ result }) => isBlank(result?.comment ?? '')).map(at('fail_comment')),
  ];
}

/** What is missing now that was not before: what a run that is done must not come to lack. */
export function newlyMissing(
  before: readonly Missing[],
  after: readonly Missing[],
): readonly Missing[] {
  const key = ({ what, itemId = '' }: Missing) => `${what} ${itemId}`;
  const known = new Set(before.map(key));
  return after.filter((one) => !known.has(key(one)));
}

const isLeast = ({ tags }: ItemFacts) => tags.some((tag) => tag.toUpperCase() === leastLevel);
const isBlank = (text: string) => text.trim() === '';

function missing(what: Missing['what'], isMissing: boolean): readonly Missing[] {
  return isMissing ? [{ what }] : [];
}

const at =
  (what: Missing['what']) =>
  ({ id }: ItemFacts): Missing => ({ what, itemId: id });
