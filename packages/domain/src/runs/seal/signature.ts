/** What somebody says with an electronic signature. */
export const signatureMeanings = ['lock', 'unlock', 'seal'] as const;
export type SignatureMeaning = (typeof signatureMeanings)[number];

/**
 * How whoever signed had shown that it is them. `second_factor`: with the password and a code of the second
 * factor (before ADR 123: with the password, in a session that was begun with a code). `local_owner`: nobody signs in there, so it is whoever sat at the machine. `house`: the
 * command line, or a job.
 */
export const signatureProofs = [
  'password',
  'second_factor',
  'provider',
  'local_owner',
  'house',
] as const;
export type SignatureProof = (typeof signatureProofs)[number];

/** An electronic signature under a run. It never changes, and holds the name that its signer had then. */
export interface RunSignature {
  readonly id: string;
  readonly meaning: SignatureMeaning;
  readonly signerId: string;
  readonly signerName: string;
  readonly signedAt: string;
  readonly provedBy: SignatureProof;
  /** Of an unlock; empty else. */
  readonly reason: string;
  /** SHA-256 of the run's content (`run-content.ts`) in its canonical form: 64 hexadecimal digits. */
  readonly contentSha256: string;
}

/** A proof that was given for a signature is good so long: whoever signs is asked each time. */
export const signatureProofMs = 5 * 60_000;

/** When the owner of a session last showed who they are, in milliseconds since 1970. */
export interface SigningProof {
  readonly provedAt: number | null;
  /** Whether it was asked for by itself: what somebody signed a browser in with says that they came, not that they sign. */
  readonly maySign: boolean;
}

/**
 * Whether a session's proof may go under a signature: it was given for it. That no proof goes under two signatures is
 * seen to by the database.
 */
export function provesSignature({ provedAt, maySign }: SigningProof, now: number): boolean {
  return maySign && provedAt !== null && Math.abs(now - provedAt) <= signatureProofMs;
}
