import type { Rule } from './migration.ts';

/** A question mark is sent as one. */
export const bindingRule: Rule = function* ({ statement }) {
  if (statement.lacksValues) yield { rule: 'question-mark-as-binding', subject: '$1' };
};
