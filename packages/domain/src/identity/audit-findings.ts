/** What `audit verify` can find. */
export const auditFindingKinds = [
  /** The row is not what was sealed. */
  'edited',
  /** A sealed row is gone; without an entry's id, its seal too. */
  'removed',
  /** The row was put in afterwards. */
  'inserted',
  /** The row stands where another was sealed. */
  'reordered',
  /** The seal does not follow from the one before it: one of them was changed, or what stood between is gone. */
  'broken',
  /** The row has no seal, although somebody has been sealing. */
  'unsealed',
  /** The chain ends before the anchor's head. */
  'cut_off',
  /** The chain has another hash where the anchor's head was. */
  'rewritten',
  /** The anchor's signature is not its key's. */
  'anchor_forged',
  /** The anchor was signed with another key than this house's. */
  'anchor_foreign',
] as const;
export type AuditFindingKind = (typeof auditFindingKinds)[number];

/** One thing that is not as it was sealed, and where. What does not apply is null. */
export interface AuditFinding {
  readonly kind: AuditFindingKind;
  readonly chain: string | null;
  /** In the chain, from 1 on. */
  readonly position: number | null;
  /** The row of the log. */
  readonly entryId: string | null;
  /** How many positions from this one on; 1 unless it is more. */
  readonly rows: number;
}

export function finding(
  kind: AuditFindingKind,
  about: Partial<Omit<AuditFinding, 'kind'>> = {},
): AuditFinding {
  return { kind, chain: null, position: null, entryId: null, rows: 1, ...about };
}
