/** What proves a run: signatures, its seal, links; fetched with the page that shows them. */
export const en = {
  title: 'Proof',
  signatures: 'Electronic signatures',
  noSignatures: 'Nobody has signed this run yet: locking it is the first signature.',
  meanings: { lock: 'Locked', unlock: 'Unlocked', seal: 'Sealed' },
  proofs: {
    password: 'with the password',
    second_factor: 'with password and second factor',
    provider: 'at the identity provider',
    local_owner: 'as the owner of the machine, without a password',
    house: 'by the house itself',
  },
  seal: 'Seal',
  sealText:
    'One archive with the report, all data, attachments, its part of the audit log and a signature. It is made once; a sealed run is not unlocked any more.',
  sealIt: 'Seal the run',
  sealing: 'The archive is being made…',
  sealingAgain: 'It did not work yet, and is tried again by itself.',
  sealAgain: 'Try again',
  onlyLocked: 'Only a locked run can be sealed.',
  sealedAt: 'Sealed {{when}}',
  fingerprint: 'Fingerprint of the key',
  sha256: 'SHA-256 of the archive',
  download: 'Download the archive ({{size}} MB)',
  verify: 'Check an archive',
  links: 'Links to share',
  linksText: 'Whoever has a link reads the report and takes the archive, without an account.',
  newLink: 'New link',
  linkFor: 'For whom',
  linkDays: 'Good for',
  days_one: '{{count, number}} day',
  days_other: '{{count, number}} days',
  makeLink: 'Make the link',
  madeLink: 'The link is shown this once. Copy it now.',
  noLinks: 'There are no links.',
  unnamed: 'Without a name',
  goodUntil: 'good until {{when}}',
  expired: 'expired {{when}}',
  revokedAt: 'revoked {{when}}',
  by: 'by {{name}}',
  revoke: 'Revoke',
  revokeOne: 'Revoke the link “{{name}}”',
  revoked: 'The link is revoked',
} as const;

declare module '../../kernel/i18n/messages.ts' {
  interface Messages {
    readonly proof: typeof en;
  }
}
