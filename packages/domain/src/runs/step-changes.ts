import type { CaseStep } from './case-content.ts';
import { isSame } from './case-merge.ts';

/** How a step of one version stands in another. */
export type StepChange =
  | { readonly kind: 'same' | 'changed'; readonly before: CaseStep; readonly after: CaseStep }
  | { readonly kind: 'removed'; readonly before: CaseStep }
  | { readonly kind: 'added'; readonly after: CaseStep };

/**
 * How the steps of one version became those of another: the longest row of steps that both have stays, and between
 * two of those what went and what came are told as changed in their order, as far as there are both.
 */
export function stepChanges(
  before: readonly CaseStep[],
  after: readonly CaseStep[],
): readonly StepChange[] {
  const changes: StepChange[] = [];
  let [from, to] = [0, 0];
  const gapUntil = (endBefore: number, endAfter: number) => {
    for (; from < endBefore || to < endAfter; ) {
      const was = from < endBefore ? before[from++] : undefined;
      const is = to < endAfter ? after[to++] : undefined;
      if (was && is) changes.push({ kind: 'changed', before: was, after: is });
      else if (was) changes.push({ kind: 'removed', before: was });
      else if (is) changes.push({ kind: 'added', after: is });
    }
  };
  for (const [placeBefore, placeAfter] of commonSteps(before, after)) {
    gapUntil(placeBefore, placeAfter);
    const [was, is] = [before[from++], after[to++]];
    if (was && is) changes.push({ kind: 'same', before: was, after: is });
  }
  gapUntil(before.length, after.length);
  return changes;
}

/** The places of the longest row of steps that both have, in order. */
function commonSteps(
  before: readonly CaseStep[],
  after: readonly CaseStep[],
): readonly (readonly [number, number])[] {
  const width = after.length + 1;
  // How long the row is from these two places on.
  const lengths = new Uint16Array((before.length + 1) * width);
  const at = (one: number, other: number) => lengths[one * width + other] ?? 0;
  for (let one = before.length - 1; one >= 0; one--) {
    for (let other = after.length - 1; other >= 0; other--) {
      lengths[one * width + other] = isSame(before[one], after[other])
        ? at(one + 1, other + 1) + 1
        : Math.max(at(one + 1, other), at(one, other + 1));
    }
  }
  const places: (readonly [number, number])[] = [];
  for (let one = 0, other = 0; one < before.length && other < after.length; ) {
    if (isSame(before[one], after[other])) places.push([one++, other++]);
    else if (at(one + 1, other) >= at(one, other + 1)) one++;
    else other++;
  }
  return places;
}
