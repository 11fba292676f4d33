import type { ProcessElement } from '../suite/process-elements.ts';

/** What of an element a person would say has changed. */
export const changedFields = [
  'kind',
  'name',
  'trigger',
  'lane',
  'scopeId',
  'attachedTo',
  'from',
  'to',
  'condition',
] as const;
export type ChangedField = (typeof changedFields)[number];

export type ElementChange =
  | { readonly kind: 'added'; readonly element: ProcessElement }
  | { readonly kind: 'removed'; readonly element: ProcessElement }
  | {
      readonly kind: 'changed';
      readonly element: ProcessElement;
      readonly was: ProcessElement;
      readonly fields: readonly ChangedField[];
    };

/** What is otherwise in another version of a process, by the ids of elements; where it is drawn does not matter. */
export function compareElements(
  before: readonly ProcessElement[],
  after: readonly ProcessElement[],
): ElementChange[] {
  const old = new Map(before.map((element) => [element.id, element]));
  const now = new Set(after.map(({ id }) => id));
  return [
    ...after.flatMap((element): ElementChange[] => {
      const was = old.get(element.id);
      if (was === undefined) return [{ kind: 'added', element }];
      const fields = changedFields.filter((field) => shown(was, field) !== shown(element, field));
      return fields.length === 0 ? [] : [{ kind: 'changed', element, was, fields }];
    }),
    ...before
      .filter(({ id }) => !now.has(id))
      .map((element): ElementChange => ({ kind: 'removed', element })),
  ];
}

function shown(element: ProcessElement, field: ChangedField): string {
  const { trigger, triggerName } = element;
  return field === 'trigger' ? `${trigger} ${triggerName}` : (element[field] ?? '');
}
