import { utf8Length } from './encodings.ts';
import { evidenceKib } from './evidence.ts';
import type { ExecutionContext } from './execution-context.ts';
import { type Json, jsonFault } from './json.ts';
import { redacted } from './redact.ts';
import type { Scenario } from './suite-file.ts';

/** What one result of a test run says that it kept, in the order of the results. */
export interface KeptAtStep {
  readonly position: number;
  readonly exports: Readonly<Record<string, unknown>>;
}

export type StepValues = Pick<ExecutionContext, 'ctx' | 'suite' | 'sealed'>;

export interface ValuesBefore {
  readonly values: StepValues;
  /**
   * Names of values that another step has replaced since, and whose former value was not kept: it was secret, too
   * large, or came from before the first step. They have their last value.
   */
  readonly lastKnown: readonly string[];
}

/**
 * The values of a test run as they were when a step began for the first time. What no step from there on has kept is
 * as it is now; what one has kept is as the result of the last step before says it, or was not there.
 */
export function valuesBefore(
  now: StepValues,
  results: readonly KeptAtStep[],
  scenario: Scenario,
  position: number,
): ValuesBefore {
  const [ctx, suite, sealed] = [{ ...now.ctx }, { ...now.suite }, { ...now.sealed }];
  const before = new Map<string, unknown>();
  const since = new Set<string>();
  for (const { position: at, exports } of results) {
    for (const [name, value] of Object.entries(exports)) {
      const place = `${scopeOf(scenario, at, name)}:${name}`;
      if (at >= position) since.add(place);
      else before.set(place, value);
    }
  }
  // A fork begins with values that none of its own results has.
  const isWhole = (results[0]?.position ?? 0) === 0;
  const lastKnown: string[] = [];
  for (const place of since) {
    const name = place.slice(place.indexOf(':') + 1);
    const isOfSuite = place.startsWith('suite:');
    const values = isOfSuite ? suite : ctx;
    const value = before.get(place);
    const wasNothing = !before.has(place) && isWhole && !(isOfSuite && dependsOnOthers(scenario));
    if (wasNothing || isKept(value)) {
      delete values[name];
      delete sealed[place];
    } else lastKnown.push(name);
    if (isKept(value)) values[name] = value;
  }
  return { values: { ctx, suite, sealed }, lastKnown };
}

const dependsOnOthers = ({ dependsOn }: Scenario) => dependsOn.length > 0;

function scopeOf({ steps }: Scenario, position: number, name: string): 'ctx' | 'suite' {
  const meta = steps[position]?.meta;
  const wanted = [meta?.exportAs, meta?.probe?.exportAs].find(
    (one) => one !== undefined && Object.hasOwn(one, name),
  );
  return wanted?.[name]?.scope === 'suite' ? 'suite' : 'ctx';
}

/** Whether a result has a value as it was: neither hidden nor cut to the limit of evidence. */
function isKept(value: unknown): value is Json {
  if (value === undefined || value === redacted || jsonFault(value) !== null) return false;
  // A cut text ends within a character of the limit.
  return typeof value !== 'string' || utf8Length(value) < evidenceKib * 1024 - 3;
}
