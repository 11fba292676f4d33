import { parseInstant } from '../kernel/instant.ts';
import type { Assertion } from './assertions/schemas.ts';
import { isOfType } from './data-sets.ts';
import { isReadOnly } from './drivers/sql.ts';
import { expressionFault } from './expression.ts';
import { jsonPath } from './json-path.ts';
import { isJsonSchema } from './json-schema.ts';
import { safePattern } from './safe-regex.ts';
import type { Export } from './step-meta.ts';
import { driversNotCarriedOut } from './step-requests.ts';
import type { Step } from './suite-file.ts';
import { hasTemplate } from './template-syntax.ts';
import type { StepFaultFound } from './variables.ts';
import { isXPath } from './xml-path.ts';

/** What is wrong with a step by itself: what cannot be read in the language that it is written in, and what contradicts. */
export function* stepFaults(step: Step): Generator<StepFaultFound> {
  const { meta } = step;
  if (driversNotCarriedOut.includes(step.driver))
    yield { code: 'driver_not_carried_out', field: 'driver', written: step.driver };
  yield* requestFaults(step);
  yield* assertionFaults('meta.assertions', meta.assertions ?? []);
  yield* assertionFaults('meta.pollUntil.until', meta.pollUntil?.until ?? []);
  yield* exportFaults('meta.exportAs', meta.exportAs ?? {});
  const { probe } = meta;
  if (probe !== undefined) {
    if (driversNotCarriedOut.includes(probe.driver))
      yield { code: 'driver_not_carried_out', field: 'meta.probe.driver', written: probe.driver };
    if ('where' in probe.request)
      yield* inExpression('meta.probe.request.where', probe.request.where);
    yield* assertionFaults('meta.probe.happened', probe.happened);
    yield* exportFaults('meta.probe.exportAs', probe.exportAs ?? {});
    for (const [name, { type }] of Object.entries(meta.exportAs ?? {}))
      if (probe.exportAs !== undefined && probe.exportAs[name]?.type !== type)
        yield { code: 'probe_exports', field: 'meta.probe.exportAs', written: name };
    if (step.kind !== 'ACTION')
      yield { code: 'probe_without_action', field: 'meta.probe', written: '' };
  }
  const repeats = meta.retry !== undefined && meta.retry.attempts > 1;
  if (
    repeats &&
    step.kind === 'ACTION' &&
    changes(step) &&
    meta.idempotent === undefined &&
    probe === undefined
  )
    yield { code: 'retry_repeats_action', field: 'meta.retry', written: '' };
}

/** Whether repeating the request may do the thing twice. Reading does nothing (over HTTP: RFC 9110, 9.2.1). */
function changes(step: Step): boolean {
  if (step.driver === 'http') return !['GET', 'HEAD', 'OPTIONS'].includes(step.request.method);
  if (step.driver === 'amqp' || step.driver === 'nats') return step.request.action === 'publish';
  return step.driver === 'sql' && !isReadOnly(step.request);
}

function* requestFaults(step: Step): Generator<StepFaultFound> {
  const { request } = step;
  if ('where' in request) yield* inExpression('request.where', request.where);
  if (step.driver === 'expression')
    yield* inExpression('request.expression', step.request.expression);
  if (step.driver !== 'wait' || step.request.until === undefined) return;
  const { until } = step.request;
  if (!hasTemplate(until) && parseInstant(until) === null)
    yield { code: 'wait_until', field: 'request.until', written: short(until) };
}

function* assertionFaults(field: string, list: readonly Assertion[]): Generator<StepFaultFound> {
  for (const [index, assertion] of list.entries())
    yield* assertionFault(`${field}[${index}]`, assertion);
}

function* assertionFault(at: string, assertion: Assertion): Generator<StepFaultFound> {
  switch (assertion.type) {
    case 'jsonPath':
      yield* inJsonPath(`${at}.path`, assertion.path);
      break;
    case 'xpath':
      yield* inXPath(`${at}.path`, assertion.path, assertion.namespaces);
      break;
    case 'jsonSchema':
      if (assertion.path !== undefined) yield* inJsonPath(`${at}.path`, assertion.path);
      if (!isJsonSchema(assertion.schema))
        yield { code: 'json_schema', field: `${at}.schema`, written: '' };
      break;
    case 'regex':
      yield* inPattern(`${at}.pattern`, assertion.pattern, assertion.flags);
      break;
    case 'expression':
      yield* inExpression(`${at}.expression`, assertion.expression);
      break;
  }
  if ('op' in assertion && assertion.op === 'matches' && typeof assertion.value === 'string')
    yield* inPattern(`${at}.value`, assertion.value, '');
}

function* exportFaults(
  field: string,
  exports: Readonly<Record<string, Export>>,
): Generator<StepFaultFound> {
  for (const [name, wanted] of Object.entries(exports)) {
    const at = `${field}.${name}`;
    if (wanted.from === 'jsonPath') yield* inJsonPath(`${at}.path`, wanted.path);
    if (wanted.from === 'xpath') yield* inXPath(`${at}.path`, wanted.path, wanted.namespaces);
    if (wanted.from === 'expression') yield* inExpression(`${at}.expression`, wanted.expression);
    if (wanted.from === 'regex') {
      const pattern = safePattern(wanted.pattern, wanted.flags);
      if (pattern === null)
        yield { code: 'pattern', field: `${at}.pattern`, written: short(wanted.pattern) };
      else if (wanted.group > pattern.groups)
        yield {
          code: 'group',
          field: `${at}.group`,
          written: `${wanted.group} > ${pattern.groups}`,
        };
    }
    if (wanted.default !== undefined && !isOfType(wanted.default, wanted.type))
      yield { code: 'default_type', field: `${at}.default`, written: wanted.type };
  }
}

function* inJsonPath(field: string, path: string): Generator<StepFaultFound> {
  if (jsonPath(path) === null) yield { code: 'json_path', field, written: short(path) };
}

function* inXPath(
  field: string,
  path: string,
  namespaces: Readonly<Record<string, string>> | undefined,
): Generator<StepFaultFound> {
  if (!isXPath(path, namespaces)) yield { code: 'xpath', field, written: short(path) };
}

function* inPattern(field: string, pattern: string, flags: string): Generator<StepFaultFound> {
  // What is written with templates cannot be read before they are replaced.
  const isLater = field.endsWith('.value') && hasTemplate(pattern);
  if (!isLater && safePattern(pattern, flags) === null)
    yield { code: 'pattern', field, written: short(pattern) };
}

function* inExpression(field: string, written: string | undefined): Generator<StepFaultFound> {
  const fault = written === undefined ? null : expressionFault(written);
  if (fault !== null) yield { code: 'expression', field, written: short(fault.message) };
}

const short = (text: string): string => text.slice(0, 200);
