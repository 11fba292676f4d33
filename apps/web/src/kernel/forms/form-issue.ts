import type { ReactNode } from 'react';

/** Something wrong with a form as a whole: there is no field beside which to say it. */
export class FormIssue extends Error {
  readonly words: ReactNode;

  constructor(words: ReactNode) {
    super('The form is not valid.');
    this.words = words;
  }
}
