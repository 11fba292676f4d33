import type { ListedCase } from '@atelier/domain/runs/types.ts';
import type { CaseActions } from './use-case-actions.ts';

export type BulkDialog = {
  readonly kind: 'move' | 'copy' | 'tag';
  readonly cases: readonly ListedCase[];
  readonly clear: () => void;
};

/** How cases are changed from the list. */
export interface CaseEditing {
  readonly actions: CaseActions;
  readonly onDialog: (dialog: BulkDialog) => void;
}
