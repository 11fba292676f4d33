import { z } from 'zod';
import { isRecord } from '../kernel/is-record.ts';
import { assertionSchema, numberComparisons } from './assertions/schemas.ts';
import type { KnownVariables } from './known-variables.ts';
import type { ValueType } from './step-meta.ts';
import { requestSchemas } from './step-requests.ts';
import { fieldText, type StepText, stepTexts } from './step-texts.ts';
import type { SuiteFault } from './suite-faults.ts';
import type { Step } from './suite-file.ts';
import { templateFunctions } from './template-functions.ts';
import { hasTemplate, parseTemplate, type TemplateExpression } from './template-syntax.ts';

export type StepFaultFound = Pick<SuiteFault, 'code' | 'field' | 'written'>;

/** What a run says of itself. */
const ownNames: Readonly<Record<string, Readonly<Record<string, ValueType>>>> = {
  run: { id: 'text', suiteRunId: 'text' },
  scenario: { key: 'text', name: 'text' },
  row: { key: 'text' },
  step: { key: 'text', name: 'text', attempt: 'number' },
};

/** What is wrong with the templates of a step: names that nothing gives, and values of a type that the field cannot be. */
export function* templateFaults(step: Step, known: KnownVariables): Generator<StepFaultFound> {
  const types = new Map<string, ValueType>();
  for (const text of stepTexts(step)) {
    if (!hasTemplate(text.text)) continue;
    for (const fault of textFaults(text, known)) yield fault;
    const type = wholeType(text.text, known);
    if (type !== null) types.set(fieldText(text.path), type);
  }
  yield* typeFaults(step, types);
}

function* textFaults({ path, text }: StepText, known: KnownVariables): Generator<StepFaultFound> {
  const field = fieldText(path);
  const parsed = parseTemplate(text);
  if (!parsed.ok) {
    yield { code: `template_${parsed.fault.code}`, field, written: parsed.fault.written };
    return;
  }
  for (const part of parsed.parts) {
    if (part.kind !== 'value') continue;
    const code = expressionFault(part.expression, known);
    if (code !== null) yield { code, field, written: part.written.slice(0, 200) };
  }
}

function expressionFault(
  expression: TemplateExpression,
  known: KnownVariables,
): 'unknown_variable' | 'many_rows' | 'unknown_function' | 'no_field' | null {
  if (expression.kind === 'literal') return null;
  if (expression.kind === 'call') {
    const called = templateFunctions.get(expression.name);
    const count = expression.arguments.length;
    if (called === undefined || count < called.takes[0] || count > called.takes[1])
      return 'unknown_function';
    for (const argument of expression.arguments) {
      const fault = expressionFault(argument, known);
      if (fault !== null) return fault;
    }
    return null;
  }
  const type = typeOfPath(expression, known);
  if (type === null) {
    const isOfMany =
      expression.root === 'suite' && known.ofManyRows.has(String(expression.path[0]));
    return isOfMany ? 'many_rows' : 'unknown_variable';
  }
  return expression.path.length > 1 && type !== 'json' ? 'no_field' : null;
}

/** The type of the variable that a path begins with; null for one that there is not. */
function typeOfPath(
  { root, path }: Extract<TemplateExpression, { kind: 'path' }>,
  known: KnownVariables,
): ValueType | null {
  const name = String(path[0]);
  // Environments differ: what one has is looked at when it is chosen.
  if (root === 'env') return 'json';
  if (root === 'secret') return 'text';
  if (root === 'data' || root === 'ctx' || root === 'suite') return known[root].get(name) ?? null;
  const own = ownNames[root];
  return own !== undefined && Object.hasOwn(own, name) ? (own[name] ?? null) : null;
}

/** The type of a text that is one template and nothing else; null for other texts, and where it is not known. */
function wholeType(text: string, known: KnownVariables): ValueType | null {
  const parsed = parseTemplate(text);
  const [part] = parsed.ok && parsed.parts.length === 1 ? parsed.parts : [];
  if (part?.kind !== 'value') return null;
  const { expression } = part;
  if (expression.kind === 'literal')
    return typeof expression.value === 'number' ? 'number' : 'text';
  if (expression.kind === 'call') return templateFunctions.get(expression.name)?.gives ?? null;
  const type = typeOfPath(expression, known);
  return type === 'json' || expression.path.length > 1 ? null : type;
}

/** One value of each type. The text is also a duration, so that only a field that takes no text at all refuses it. */
const samples = { text: '5s', number: 1, boolean: true } as const;

/** Fields whose template gives a value that the schema of the step would refuse there. */
function* typeFaults(step: Step, types: ReadonlyMap<string, ValueType>): Generator<StepFaultFound> {
  if (types.size === 0) return;
  const places: [string, z.ZodType, unknown][] = [
    ['request', requestSchemas[step.driver], step.request],
    ...assertionLists(step).map(([field, list]): [string, z.ZodType, unknown] => [
      field,
      z.array(assertionSchema),
      list,
    ]),
  ];
  if (step.meta.probe !== undefined) {
    const { driver, request } = step.meta.probe;
    places.push(['meta.probe.request', requestSchemas[driver], request]);
  }
  for (const [field, schema, value] of places) {
    const parsed = schema.safeParse(withSamples(value, field, types));
    for (const { path } of parsed.success ? [] : parsed.error.issues) {
      const at = `${field}${joined(path)}`;
      const type = types.get(at);
      if (type !== undefined) yield { code: 'wrong_type', field: at, written: type };
    }
  }
  yield* comparisonFaults(step, types);
}

/** Comparisons of numbers with what is none. */
function* comparisonFaults(
  step: Step,
  types: ReadonlyMap<string, ValueType>,
): Generator<StepFaultFound> {
  for (const [field, list] of assertionLists(step)) {
    for (const [index, assertion] of list.entries()) {
      if (!('op' in assertion) || !isNumeric(assertion.op)) continue;
      const sides = assertion.type === 'value' ? ['value', 'actual'] : ['value'];
      for (const side of assertion.op === 'length' ? ['value'] : sides) {
        const at = `${field}[${index}].${side}`;
        const type = types.get(at);
        if (type === 'boolean' || type === 'text')
          yield { code: 'wrong_type', field: at, written: type };
      }
    }
  }
}

const isNumeric = (op: string): boolean => numberComparisons.some((one) => one === op);

function assertionLists({ meta }: Step) {
  const lists = [
    ['meta.assertions', meta.assertions],
    ['meta.pollUntil.until', meta.pollUntil?.until],
    ['meta.probe.happened', meta.probe?.happened],
  ] as const;
  return lists.flatMap(([field, list]) => (list === undefined ? [] : [[field, list] as const]));
}

function withSamples(
  value: unknown,
  field: string,
  types: ReadonlyMap<string, ValueType>,
): unknown {
  if (typeof value === 'string') {
    const type = types.get(field);
    return type === undefined || type === 'json' ? value : samples[type];
  }
  if (Array.isArray(value))
    return value.map((item, index) => withSamples(item, `${field}[${index}]`, types));
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      key,
      withSamples(item, `${field}${joined([key])}`, types),
    ]),
  );
}

function joined(path: readonly PropertyKey[]): string {
  // Behind a field, so that the first name has its point.
  return fieldText([
    'x',
    ...path.map((part) => (typeof part === 'number' ? part : String(part))),
  ]).slice(1);
}
