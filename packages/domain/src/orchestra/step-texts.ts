import { isRecord } from '../kernel/is-record.ts';
import type { Json } from './json.ts';
import type { Step } from './suite-file.ts';

type Path = readonly (string | number)[];

/** A text of a step in which templates may stand, and where. */
export interface StepText {
  readonly path: Path;
  readonly text: string;
}

/** Fields of requests and of assertions that are a language of their own: braces mean something else there. */
const plainOfRequest = new Set(['expression', 'where']);
const plainOfAssertion = new Set(['expression', 'path', 'pattern', 'schema']);

/** Whether a field of a request stays as it is written. */
export const isPlainRequest = (path: Path): boolean =>
  path.length === 1 && plainOfRequest.has(String(path[0]));

/** Whether a field of an assertion in a list stays as it is written. */
export const isPlainAssertion = ([, field]: Path): boolean => plainOfAssertion.has(String(field));

/** The parts of a step that are rendered together, with the place of each and what stays as it is. */
export function templatedParts(step: Step): readonly {
  readonly path: Path;
  readonly value: Json;
  readonly isPlain: (path: Path) => boolean;
}[] {
  const { meta } = step;
  const assertions = (path: Path, value: unknown) =>
    value === undefined ? [] : [{ path, value: value as Json, isPlain: isPlainAssertion }];
  const key = typeof meta.idempotent === 'object' ? meta.idempotent.key : undefined;
  return [
    { path: ['request'], value: step.request as Json, isPlain: isPlainRequest },
    ...assertions(['meta', 'assertions'], meta.assertions),
    ...assertions(['meta', 'pollUntil', 'until'], meta.pollUntil?.until),
    ...(meta.probe === undefined
      ? []
      : [
          {
            path: ['meta', 'probe', 'request'],
            value: meta.probe.request as Json,
            isPlain: isPlainRequest,
          },
        ]),
    ...assertions(['meta', 'probe', 'happened'], meta.probe?.happened),
    ...(key === undefined
      ? []
      : [{ path: ['meta', 'idempotent', 'key'], value: key, isPlain: () => false }]),
  ];
}

/** Every text of a step in which templates may stand. */
export function* stepTexts(step: Step): Generator<StepText> {
  for (const { path, value, isPlain } of templatedParts(step))
    for (const text of textsOf(value, [], isPlain))
      yield { path: [...path, ...text.path], text: text.text };
}

function* textsOf(
  value: unknown,
  path: Path,
  isPlain: (path: Path) => boolean,
): Generator<StepText> {
  // What is plain is plain as a whole.
  if (isPlain(path)) return;
  if (typeof value === 'string') {
    yield { path, text: value };
  } else if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) yield* textsOf(item, [...path, index], isPlain);
  } else if (isRecord(value)) {
    for (const [key, item] of Object.entries(value)) yield* textsOf(item, [...path, key], isPlain);
  }
}

/** `request.headers["x-id"][0]`: where something stands, for people. */
export function fieldText(path: Path): string {
  let text = '';
  for (const part of path) {
    if (typeof part === 'number') text += `[${part}]`;
    else if (!/^[A-Za-z_]\w*$/.test(part)) text += `[${JSON.stringify(part)}]`;
    else text += text === '' ? part : `.${part}`;
  }
  return text;
}
