import { isRecord } from '../kernel/is-record.ts';
import { stepTexts } from './step-texts.ts';
import type { Step } from './suite-file.ts';
import { hasTemplate, parseTemplate, type TemplateExpression } from './template-syntax.ts';

/** Names of the environment that a suite needs; to be compared with one when it is chosen. */
export interface EnvironmentNeeds {
  readonly variables: readonly string[];
  readonly secrets: readonly string[];
}

/** What the steps of a suite want of an environment, by name, sorted. */
export function environmentNeeds(steps: Iterable<Step>): EnvironmentNeeds {
  const found = { env: new Set<string>(), secret: new Set<string>() };
  const collect = (expression: TemplateExpression): void => {
    if (expression.kind === 'call') for (const one of expression.arguments) collect(one);
    else if (
      expression.kind === 'path' &&
      (expression.root === 'env' || expression.root === 'secret')
    )
      found[expression.root].add(String(expression.path[0]));
  };
  for (const step of steps) {
    for (const { text } of stepTexts(step)) {
      const parsed = hasTemplate(text) ? parseTemplate(text) : null;
      if (parsed?.ok !== true) continue;
      for (const part of parsed.parts) if (part.kind === 'value') collect(part.expression);
    }
    for (const request of [step.request, step.meta.probe?.request])
      for (const name of secretFields(request)) found.secret.add(name);
  }
  return { variables: [...found.env].sort(), secrets: [...found.secret].sort() };
}

/** Requests name some secrets without a template. */
function secretFields(request: unknown): readonly string[] {
  if (!isRecord(request)) return [];
  return ['connection', 'mailbox', 'clientCertificate']
    .map((field) => request[field])
    .filter((name) => typeof name === 'string');
}
