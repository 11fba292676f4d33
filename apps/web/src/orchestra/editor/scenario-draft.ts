import { isRecord } from '@atelier/domain/kernel/is-record.ts';
import type { Scenario, Step, SuiteDefinition } from '@atelier/domain/orchestra/suite-file.ts';

/** Something of a suite while it is written: it need not be what the schema wants yet. */
export type Draft = Readonly<Record<string, unknown>>;
export type DraftPath = readonly (string | number)[];

/** A step with what tells it from the others while they change their order. */
export interface StepDraft {
  readonly id: number;
  readonly value: Draft;
}

/** A scenario while it is written. `rest` is what the form does not show: it stays as it is. */
export interface ScenarioDraft {
  readonly facts: Draft;
  readonly steps: readonly StepDraft[];
}

let lastId = 0;

export function stepDraft(value: Draft): StepDraft {
  lastId += 1;
  return { id: lastId, value };
}

export function draftOf({ steps, ...facts }: Scenario): ScenarioDraft {
  return { facts, steps: steps.map((step) => stepDraft(step as Draft)) };
}

/** The whole scenario, to be read by its schema. */
export const writtenScenario = ({ facts, steps }: ScenarioDraft): Draft => ({
  ...facts,
  steps: steps.map(({ value }) => value),
});

/** What stands at a place, undefined where there is none. */
export function valueAt(value: unknown, path: DraftPath): unknown {
  return path.reduce<unknown>(
    (part, name) =>
      Array.isArray(part) ? part[Number(name)] : isRecord(part) ? part[String(name)] : undefined,
    value,
  );
}

/** The same with something else at a place; with undefined there is nothing there, and no empty object around it. */
export function withValue(value: unknown, [name, ...rest]: DraftPath, next: unknown): unknown {
  if (name === undefined) return next;
  const inner = withValue(valueAt(value, [name]), rest, next);
  if (Array.isArray(value)) {
    const place = Number(name);
    return inner === undefined ? value.toSpliced(place, 1) : value.with(place, inner);
  }
  const fields = isRecord(value) ? value : {};
  if (inner !== undefined) return { ...fields, [name]: inner };
  const left = Object.entries(fields).filter(([key]) => key !== name);
  const isEmptied = value === undefined || Object.hasOwn(fields, name);
  return left.length === 0 && isEmptied ? undefined : Object.fromEntries(left);
}

/** A key that none has yet: `pay-the-order`, `pay-the-order-2`. */
export function freeKey(text: string, taken: ReadonlySet<string>, usual: string): string {
  const base =
    text
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, '-')
      .slice(0, 80)
      .replaceAll(/^-+|-+$/g, '') || usual;
  let key = base;
  for (let count = 2; taken.has(key); count++) key = `${base}-${count}`;
  return key;
}

/** Keys of the steps of a draft. */
export const keysOf = (steps: readonly StepDraft[]): ReadonlySet<string> =>
  new Set(steps.map(({ value }) => String(value.key)));

/** These steps behind the others, with keys that none has. */
export function withSteps(
  steps: readonly StepDraft[],
  added: readonly (Step | Draft)[],
): readonly StepDraft[] {
  const all = [...steps];
  for (const step of added) {
    const { key } = step as Draft;
    all.push(stepDraft({ ...step, key: freeKey(String(key), keysOf(all), 'step') }));
  }
  return all;
}

/** The suite with a scenario in the place of the one with its key, or behind all where there is none. */
export function withScenario(definition: SuiteDefinition, scenario: Scenario): SuiteDefinition {
  const place = definition.scenarios.findIndex(({ key }) => key === scenario.key);
  const scenarios =
    place === -1 ? [...definition.scenarios, scenario] : definition.scenarios.with(place, scenario);
  return { ...definition, scenarios };
}
