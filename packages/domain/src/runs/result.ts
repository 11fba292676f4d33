export const resultStatuses = ['ok', 'fail', 'na'] as const;
export type ResultStatus = (typeof resultStatuses)[number];

export const verdicts = ['passed', 'passed_with_remarks', 'failed'] as const;
export type Verdict = (typeof verdicts)[number];

/** What was recorded of one step. */
export interface StepResult {
  readonly status: ResultStatus | null;
  readonly comment: string;
  readonly measuredValue: string | null;
}

/** A defect in somebody's tracker: what its address pattern is filled with. */
export type DefectKey = string;

/** What was recorded of one item. */
export interface ResultContent {
  readonly status: ResultStatus;
  readonly failReasonCode: string | null;
  readonly comment: string;
  readonly measuredValue: string | null;
  /** By the places of the steps; steps at the end of which nothing is recorded are left out. */
  readonly steps: readonly (StepResult | null)[];
  readonly defects: readonly DefectKey[];
}

/** A change of a result: what is left out stays. */
export interface ResultPatch {
  readonly status?: ResultStatus | undefined;
  readonly failReasonCode?: string | null | undefined;
  readonly comment?: string | undefined;
  readonly measuredValue?: string | null | undefined;
  readonly defects?: readonly DefectKey[] | undefined;
  /** One step: `status` null for not carried out. */
  readonly step?:
    | {
        readonly index: number;
        readonly status?: ResultStatus | null | undefined;
        readonly comment?: string | undefined;
        readonly measuredValue?: string | null | undefined;
      }
    | undefined;
}

const blankStep: StepResult = { status: null, comment: '', measuredValue: null };

/**
 * The result with the change. Of an item whose steps alone were recorded so far the status is the worst of them; a
 * status that is not `fail` has no reason.
 */
export function patchedResult(was: ResultContent | null, patch: ResultPatch): ResultContent {
  const steps = patchedSteps(was?.steps ?? [], patch.step);
  const status = patch.status ?? (patch.step ? worstOf(steps) : undefined) ?? was?.status ?? 'na';
  const reason =
    patch.failReasonCode === undefined
      ? (was?.failReasonCode ?? null)
      : patch.failReasonCode || null;
  return {
    status,
    failReasonCode: status === 'fail' ? reason : null,
    comment: patch.comment ?? was?.comment ?? '',
    measuredValue:
      patch.measuredValue === undefined ? (was?.measuredValue ?? null) : patch.measuredValue,
    steps,
    defects: patch.defects ?? was?.defects ?? [],
  };
}

function patchedSteps(
  steps: readonly (StepResult | null)[],
  patch: ResultPatch['step'],
): readonly (StepResult | null)[] {
  if (patch === undefined) return steps;
  const { index, ...change } = patch;
  const patched = Array.from(
    { length: Math.max(steps.length, index + 1) },
    (_, place) => steps[place] ?? null,
  );
  const given = Object.entries(change).filter(([, value]) => value !== undefined);
  patched[index] = { ...(patched[index] ?? blankStep), ...Object.fromEntries(given) };
  return patched;
}

/** The worst status among steps; undefined as long as none has one. */
export function worstOf(steps: readonly (StepResult | null)[]): ResultStatus | undefined {
  const had = new Set(steps.map((step) => step?.status));
  return (['fail', 'ok', 'na'] as const).find((status) => had.has(status));
}
