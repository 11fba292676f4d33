import { type ArchivedFile, type ArchiveFault, archiveLimits } from './seal-tools.ts';

/** As much of an entry as a library for ZIP tells before anything is unpacked. */
interface Entry {
  readonly filename: string;
  readonly directory: boolean;
  readonly encrypted: boolean;
  readonly uncompressedSize: number;
}

export type OpenedArchive =
  | { readonly files: readonly ArchivedFile[] }
  | { readonly fault: ArchiveFault };

/** The files of an archive that may come from anybody, each read by `read`; folders and what is encrypted are none. */
export function filesOf<Any extends Entry>(
  entries: readonly Any[],
  read: (entry: Any) => Pick<ArchivedFile, 'isPackedByUs' | 'read'>,
): OpenedArchive {
  if (entries.length > archiveLimits.files) {
    return { fault: { kind: 'too_many_files', files: entries.length } };
  }
  const odd = entries.find(({ directory, encrypted }) => directory || encrypted);
  if (odd !== undefined) return { fault: { kind: 'unsafe_name', name: odd.filename } };
  return {
    files: entries.map((entry) => ({
      name: entry.filename,
      size: entry.uncompressedSize,
      ...read(entry),
    })),
  };
}
