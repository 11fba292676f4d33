import type { AuditReport } from '@atelier/db/identity/audit-verify.ts';
import type { AuditFinding, AuditFindingKind } from '@atelier/domain/identity/audit-findings.ts';
import { count } from '@atelier/lifecycle/terminal/count.ts';

export interface ToldReport extends AuditReport {
  /** Undefined where none was given. */
  readonly anchor: { readonly isOurs: boolean | null } | undefined;
}

/** What a verification found, for a terminal. */
export function reportLines(report: ToldReport): readonly string[] {
  const { rows, chains, sealing, findings, isCutShort, anchor } = report;
  const age = Math.round(sealing.oldestSeconds ?? 0);
  return [
    `${count(rows, 'sealed row')} in ${count(chains, 'chain')}.`,
    ...(sealing.unsealed === 0
      ? []
      : [
          `${count(sealing.unsealed, 'row')} without a seal, the oldest for ${count(age, 'second')}; ${
            sealing.isRunning
              ? 'the app is running, and seals.'
              : 'no app is running; the next one seals them.'
          }`,
        ]),
    ...(anchor?.isOurs === null
      ? ['Whether the anchor is of this house cannot be told here: its secret is elsewhere.']
      : []),
    ...findings.map(findingLine),
    ...(isCutShort ? ['There is more: so much was found that the rest was not looked at.'] : []),
    ...(findings.length > 0
      ? []
      : [
          anchor === undefined
            ? 'Nothing was changed. Whether something was cut off at the end, only an anchor can tell.'
            : 'Nothing was changed, and nothing of what the anchor saw is gone.',
        ]),
  ];
}

const words = {
  edited: 'edited: the row is not what was sealed',
  removed: 'removed',
  inserted: 'inserted: the row was put in afterwards',
  reordered: 'reordered: another row was sealed here',
  broken: 'broken: the seal does not follow from the one before it',
  unsealed: 'unsealed: nobody has sealed the row',
  cut_off: 'cut off: the anchor has seen the chain go on',
  rewritten: 'rewritten: the anchor has seen another hash here',
  anchor_forged: 'The anchor is forged: its signature does not fit what it says',
  anchor_foreign: 'The anchor is signed with another key than this house’s',
} as const satisfies Record<AuditFindingKind, string>;

function findingLine({ kind, chain, position, entryId, rows }: AuditFinding): string {
  const positions =
    position === null
      ? undefined
      : rows > 1
        ? `positions ${position} to ${position + rows - 1}`
        : `position ${position}`;
  const where = [chain, positions, entryId !== null && `row ${entryId}`].filter(Boolean).join(', ');
  return [where, words[kind]].filter(Boolean).join(': ');
}
