import type { PlannedCase } from './import-plan.ts';

/** A case that an import makes or changes, as it is shown before. */
export interface ImportLine {
  /** Ours; null for a new one. */
  readonly caseId: string | null;
  readonly key: string | null;
  readonly title: string;
  readonly suite: readonly string[];
  readonly changes: readonly string[];
}

/** What an import does, or has done. */
export interface ImportSummary {
  readonly isDone: boolean;
  readonly added: number;
  readonly changed: number;
  readonly same: number;
  /** The first of those that are added or changed. */
  readonly lines: readonly ImportLine[];
}

const shownLines = 500;

export function importSummary(plan: readonly PlannedCase[], isDone: boolean): ImportSummary {
  const added = plan.filter(({ known }) => known === null);
  const changed = plan.filter(({ known, changes }) => known !== null && changes.length > 0);
  return {
    isDone,
    added: added.length,
    changed: changed.length,
    same: plan.length - added.length - changed.length,
    lines: [...changed, ...added].slice(0, shownLines).map(({ from, known, content, changes }) => ({
      caseId: known?.id ?? null,
      key: known?.key ?? null,
      title: content.title,
      suite: from.suite,
      changes,
    })),
  };
}
