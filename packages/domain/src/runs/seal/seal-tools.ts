type Pieces = Iterable<Uint8Array> | AsyncIterable<Uint8Array>;

/** What checking needs and the domain has not: Node has it in one way, a browser in another. */
export interface SealTools {
  readonly sha256: (pieces: Pieces) => Promise<Uint8Array>;
  /** Whether it is this key's Ed25519 signature. False too for 32 bytes that are no key. */
  readonly isSigned: (
    publicKey: Uint8Array,
    message: Uint8Array,
    signature: Uint8Array,
  ) => Promise<boolean>;
  readonly encode: (text: string) => Uint8Array;
  /** UTF-8, with whatever mark it begins with; throws for what is none. */
  readonly decode: (bytes: Uint8Array) => string;
  readonly fromBase64: (text: string) => Uint8Array;
}

/** A file of an opened archive. */
export interface ArchivedFile {
  readonly name: string;
  /** Unpacked, as the archive says; `read` gives no more. */
  readonly size: number;
  /** Whether it lies there as our own writer packs it: its date, stored or deflated. */
  readonly isPackedByUs: boolean;
  readonly read: () => AsyncIterable<Uint8Array>;
}

/** Why a file cannot be opened as an archive. */
export type ArchiveFault =
  | { readonly kind: 'not_a_zip' }
  | { readonly kind: 'cut_off' }
  /** It can be read in two ways: bytes before, behind or between, names twice, headers that disagree. */
  | { readonly kind: 'ambiguous'; readonly why: string }
  | { readonly kind: 'unsafe_name'; readonly name: string }
  | { readonly kind: 'too_many_files'; readonly files: number }
  | { readonly kind: 'unreadable'; readonly name: string };

/** So many files an archive has at the most, and so long is what is read as a whole. */
export const archiveLimits = {
  files: 20_000,
  manifestBytes: 16 * 1024 ** 2,
  signatureBytes: 16 * 1024,
  anchorBytes: 1024 ** 2,
  runBytes: 256 * 1024 ** 2,
  auditBytes: 256 * 1024 ** 2,
} as const;
