import type { CaseContent, CaseStep } from './case-content.ts';

/** A part of a case that somebody edits as one. */
export type CaseField = keyof CaseContent;

export interface CaseMerge {
  /** What both changed where only one of them changed a field; mine where both did. */
  readonly content: CaseContent;
  /** The fields that both changed, each to something else. */
  readonly conflicts: readonly CaseField[];
}

/**
 * Puts an edit on top of a version that came meanwhile: of each field the side that changed it. Steps are fields of
 * their own as long as nobody added, removed or moved one; otherwise all of them are one field.
 *
 * @param base the version that was edited
 * @param mine what was made of it
 * @param theirs the newest version
 */
export function mergeContent(base: CaseContent, mine: CaseContent, theirs: CaseContent): CaseMerge {
  const conflicts: CaseField[] = [];
  /** Of one field, or of one part of it. */
  const choose = <Value>(field: CaseField, was: Value, ours: Value, other: Value): Value => {
    if (isSame(ours, was) || isSame(ours, other)) return other;
    if (!isSame(other, was) && !conflicts.includes(field)) conflicts.push(field);
    return ours;
  };
  const of = <Field extends CaseField>(field: Field): CaseContent[Field] =>
    choose(field, base[field], mine[field], theirs[field]);
  const isStepByStep =
    base.steps.length === mine.steps.length && base.steps.length === theirs.steps.length;
  const content: CaseContent = {
    title: of('title'),
    summary: of('summary'),
    preconditions: of('preconditions'),
    steps: isStepByStep
      ? base.steps.map((was, place): CaseStep => {
          // All three have it.
          const [ours = was, other = was] = [mine.steps[place], theirs.steps[place]];
          return choose('steps', was, ours, other);
        })
      : of('steps'),
    artifacts: of('artifacts'),
    mistakes: of('mistakes'),
    isMandatory: of('isMandatory'),
    estimatedMinutes: of('estimatedMinutes'),
    complexity: of('complexity'),
    parameters: of('parameters'),
  };
  return { content, conflicts };
}

/** Whether two say the same, whatever the order in which an object's fields were written. */
export function isSame(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) {
    return false;
  }
  const [keys, others] = [Object.keys(one), Object.keys(other)];
  return (
    Array.isArray(one) === Array.isArray(other) &&
    keys.length === others.length &&
    keys.every((key) => isSame(Reflect.get(one, key), Reflect.get(other, key)))
  );
}
