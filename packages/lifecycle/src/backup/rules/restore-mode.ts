/** How a dump is restored. */
export type RestoreMode =
  /** To be compared and thrown away. */
  | 'trial'
  /** With owners and privileges; the roles must be there. */
  | 'whole'
  /** Everything belongs to the role that restores. */
  | 'without-owners';
