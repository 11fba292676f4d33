import { isRecord } from '../../kernel/is-record.ts';
import type { ArchiveFault } from './seal-tools.ts';

/** What every ZIP with a file in it begins with. */
export const zipBegins: readonly number[] = [0x50, 0x4b, 0x03, 0x04];

/**
 * What the library for ZIP says of a file that it does not open, in our terms.
 *
 * @param begin its first bytes
 */
export function archiveFault(error: unknown, begin: Uint8Array): ArchiveFault {
  const message = error instanceof Error ? error.message : String(error);
  const told = (field: string) =>
    isRecord(error) && typeof error[field] === 'string' ? error[field] : '';
  if (/unsafe filename/i.test(message)) return { kind: 'unsafe_name', name: told('filename') };
  if (!zipBegins.every((byte, index) => begin[index] === byte)) return { kind: 'not_a_zip' };
  if (/ambiguous|overlap/i.test(message)) {
    return { kind: 'ambiguous', why: told('reason') || message };
  }
  return { kind: 'cut_off' };
}
