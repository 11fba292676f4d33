/** What somebody says with an electronic signature. */
export const signatureMeanings = ['lock', 'unlock', 'seal'] as const;
export type SignatureMeaning = (typeof signatureMeanings)[number];

/**
 * How whoever signed had shown that it is them. `second_factor`: with the password, in a session that was opened
 * with a second factor. `local_owner`: nobody signs in there, so it is whoever sat at the machine. `house`: the
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

/** When a session began, and when its owner last showed who they are; milliseconds since 1970. */
export interface SigningSession {
  readonly startedAt: number;
  readonly provedAt: number | null;
}

/**
 * Whether a session's proof may go under a signature: it was given for it. The password with which somebody signed
 * in says that they came, not that they sign; for a program and at a provider (`signInCounts`) signing in is the
 * only way there is. That no proof goes under two signatures is seen to by the database.
 */
export function provesSignature(
  { startedAt, provedAt }: SigningSession,
  now: number,
  { signInCounts }: { readonly signInCounts: boolean },
): boolean {
  if (provedAt === null || Math.abs(now - provedAt) > signatureProofMs) return false;
  return signInCounts || provedAt > startedAt + signInMs;
}

/** A session and the proof that comes with it are written in the same moment. */
const signInMs = 1_000;
