import type { IdKind, UndecidedReference } from './id-column.ts';

type Candidate = UndecidedReference['candidates'][number];

/**
 * `convert` when the name says it and no value speaks against it; `ask` when the operator must say
 * (`--reference`, `--not-reference`); `leave` when nothing but chance speaks for it.
 */
export type Decision =
  | { readonly kind: 'convert'; readonly candidate: Candidate }
  | { readonly kind: 'ask' | 'leave' };

/**
 * Decides about a column that no foreign key and no profile explains. Integers of two tables can be equal
 * by chance, so for them the name counts; UUIDs cannot, so for them only the values count.
 */
export function decideReference(candidates: readonly Candidate[], source: IdKind): Decision {
  const likely = candidates.filter(({ values, found }) => values > 0 && found === values);
  if (source === 'uuid') {
    const [sure] = likely;
    if (sure !== undefined) return { kind: 'convert', candidate: sure };
    return { kind: candidates.some(({ found }) => found > 0) ? 'ask' : 'leave' };
  }
  const named = candidates.find(({ by }) => by === 'name');
  if (named !== undefined) {
    return named.found === named.values ? { kind: 'convert', candidate: named } : { kind: 'ask' };
  }
  return { kind: likely.length > 0 ? 'ask' : 'leave' };
}

/** How sure a reference is, for the plan: every value found is high, no value at all says little. */
export function confidence({ by, values, found }: Candidate): 'high' | 'medium' | 'low' {
  if (values === 0) return by === 'name' ? 'medium' : 'low';
  const share = found / values;
  if (by === 'name') return share === 1 ? 'high' : share >= 0.95 ? 'medium' : 'low';
  return share === 1 && values >= 20 ? 'medium' : 'low';
}
