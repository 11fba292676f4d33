import type { ElementState } from '@atelier/domain/orchestra/bpmn/suite/run-outcomes.ts';

/**
 * How an element looks: what runs said of it, whether a scenario goes through it (`only`: no other one does), and what
 * is new or otherwise in a version.
 */
export type Mark = ElementState | 'path' | 'only' | 'added' | 'changed';

export type Marks = ReadonlyMap<string, Mark>;

/** What stands beside the colour, so that the colour never stands alone. */
export const signs: Readonly<Record<Mark, string>> = {
  failed: '✕',
  passed: '✓',
  not_run: '○',
  uncovered: '–',
  path: '•',
  only: '★',
  added: '+',
  changed: '≠',
};

export const noMarks: Marks = new Map();
