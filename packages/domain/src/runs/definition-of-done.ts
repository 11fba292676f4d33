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
  const l0 = run.items.filter(({ tags }) => tags.some((tag) => tag.toUpperCase() === leastLevel));
  const isBlank = (text: string) => text.trim() === '';
  return [
    ...missing('project', run.projectId === null),
    ...missing('asset', run.asset === null),
    ...missing('firmware', run.asset !== null && isBlank(run.asset.firmwareVersion)),
    ...missing('engineer', run.executedByUserId === null),
    ...missing('template', run.templateId === null),
    ...missing('l0_item', l0.length === 0),
    ...l0.filter(({ result }) => result === null).map(at('l0_result')),
    ...failures(run, ({ failReasonCode }) => failReasonCode === null).map(at('fail_reason')),
    ...failures(run, ({ comment }) => isBlank(comment)).map(at('fail_comment')),
    ...missing('verdict', run.verdict === null),
  ];
}

function missing(what: Missing['what'], isMissing: boolean): readonly Missing[] {
  return isMissing ? [{ what }] : [];
}

function failures(
  { items }: RunFacts,
  lacks: (result: NonNullable<ItemFacts['result']>) => boolean,
): readonly ItemFacts[] {
  return items.filter(({ result }) => result?.status === 'fail' && lacks(result));
}

const at =
  (what: Missing['what']) =>
  ({ id }: ItemFacts): Missing => ({ what, itemId: id });
