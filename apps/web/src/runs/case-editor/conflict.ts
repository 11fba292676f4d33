import type { CaseContent } from '@atelier/domain/runs/case-content.ts';
import type { CaseField } from '@atelier/domain/runs/case-merge.ts';

/** Another version that came meanwhile, and the fields that both changed. */
export interface Conflict {
  readonly newest: number;
  readonly theirs: CaseContent;
  readonly fields: readonly CaseField[];
}
