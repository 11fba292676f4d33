import type { CaseStep } from './case-content.ts';

/** One version of a step that several cases share, as it stands in a case: written out, with its id. */
export interface PinnedVersion {
  readonly id: string;
  readonly sharedStepId: string;
  readonly steps: readonly CaseStep[];
}

/** Some steps of a case in a row: those of one shared version, or one of its own. */
export interface StepBlock {
  readonly sharedVersionId: string | null;
  readonly steps: readonly CaseStep[];
  /** The place of the first one among all steps. */
  readonly start: number;
}

/** The steps of a shared version, as they are written into a case. */
export function pinned(version: PinnedVersion): readonly CaseStep[] {
  return version.steps.map((step) => ({ ...step, sharedVersionId: version.id }));
}

/**
 * The steps of a case in blocks. Where a shared version stands several times in a row, `lengths` tells how long it is.
 */
export function stepBlocks(
  steps: readonly CaseStep[],
  lengths: ReadonlyMap<string, number> = new Map(),
): readonly StepBlock[] {
  const blocks: { sharedVersionId: string | null; steps: CaseStep[]; start: number }[] = [];
  for (const [place, step] of steps.entries()) {
    const last = blocks.at(-1);
    const { sharedVersionId } = step;
    const isFull =
      last === undefined ||
      sharedVersionId === null ||
      last.sharedVersionId !== sharedVersionId ||
      last.steps.length >= (lengths.get(sharedVersionId) ?? Number.POSITIVE_INFINITY);
    if (isFull) blocks.push({ sharedVersionId, steps: [step], start: place });
    else last.steps.push(step);
  }
  return blocks;
}

/** The same steps with the newest version of a shared step wherever an older one stood. */
export function takeVersion(
  steps: readonly CaseStep[],
  older: readonly PinnedVersion[],
  newest: PinnedVersion,
): readonly CaseStep[] {
  const lengths = new Map(older.map(({ id, steps: its }) => [id, its.length]));
  return stepBlocks(steps, lengths).flatMap((block) =>
    block.sharedVersionId !== null && lengths.has(block.sharedVersionId)
      ? pinned(newest)
      : block.steps,
  );
}

/**
 * Steps as they may be kept: one that names a shared version which is not there, or says something else than that
 * version, is one of the case's own.
 */
export function withTruePins(
  given: readonly CaseStep[],
  versions: readonly PinnedVersion[],
): readonly CaseStep[] {
  const known = new Map(versions.map((version) => [version.id, version]));
  const lengths = new Map(versions.map(({ id, steps }) => [id, steps.length]));
  return stepBlocks(given, lengths).flatMap((block) => {
    const version = known.get(block.sharedVersionId ?? '');
    return version !== undefined && says(block.steps, version.steps)
      ? block.steps
      : block.steps.map((step) => ({ ...step, sharedVersionId: null }));
  });
}

function says(steps: readonly CaseStep[], others: readonly CaseStep[]): boolean {
  return (
    steps.length === others.length &&
    steps.every((step, place) => {
      const other = others[place];
      return (
        step.action === other?.action &&
        step.expected === other.expected &&
        step.data === other.data
      );
    })
  );
}
