import type { Assertion } from '@atelier/domain/orchestra/assertions/schemas.ts';
import type { Step } from '@atelier/domain/orchestra/suite-file.ts';
import type { TFunction } from 'i18next';

type Words = TFunction<'orchestra-suite'>;

/** What a step does, in one line as it is written: `POST /orders`. */
export function stepLine(step: Step): string {
  switch (step.driver) {
    case 'http':
      return `${step.request.method} ${step.request.url}`;
    case 'sql':
      return step.request.text;
    case 'amqp':
      return step.request.action === 'publish'
        ? `publish ${step.request.exchange} ${step.request.routingKey}`
        : `${step.request.action} ${step.request.queue}`;
    case 'nats':
      return `${step.request.action} ${step.request.subject}`;
    case 'mail':
      return [step.request.to, step.request.subject].filter(Boolean).join(' · ');
    case 'wait':
      return step.request.for === undefined ? (step.request.until ?? '') : String(step.request.for);
    case 'expression':
      return step.request.expression;
    case 'human':
      return step.request.question;
    case 'barrier':
      return `${step.request.barrier} × ${step.request.parties}`;
    case 'noop':
      return '';
  }
}

const written = (value: unknown): string =>
  typeof value === 'string' ? value : JSON.stringify(value);

/** What has to hold, in words: `JSONPath $.status is cancelled`. */
export function assertionText(assertion: Assertion, t: Words): string {
  const parts = [t(`assertion.${assertion.type}`), ...detailsOf(assertion, t)];
  const text = parts.filter((part) => part !== '').join(' ');
  return assertion.name === undefined ? text : `${assertion.name}: ${text}`;
}

function detailsOf(assertion: Assertion, t: Words): readonly string[] {
  switch (assertion.type) {
    case 'status':
      return [[assertion.value].flat().join(', ')];
    case 'jsonPath':
    case 'xpath':
      return [assertion.path, ...comparedTo(assertion, t)];
    case 'header':
      return [assertion.header, ...comparedTo(assertion, t)];
    case 'body':
      return comparedTo(assertion, t);
    case 'value':
      return [written(assertion.actual), ...comparedTo(assertion, t)];
    case 'jsonSchema':
      return [assertion.path ?? ''];
    case 'regex':
      return [assertion.negate ? '≠' : '', assertion.pattern];
    case 'rows':
      return comparedTo(assertion, t);
    case 'timing':
      return [String(assertion.below)];
    case 'expression':
      return [assertion.expression];
  }
}

function comparedTo(
  { op, value }: Pick<Extract<Assertion, { op: string }>, 'op' | 'value'>,
  t: Words,
): readonly string[] {
  return [t(`comparisons.${op}`), value === undefined ? '' : written(value)];
}
