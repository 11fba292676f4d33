import { attachmentsFolder } from './seal-format.ts';

/** What the directory of a ZIP says of a file. */
export interface PackedAs {
  readonly filename: string;
  readonly rawLastModDate: number | bigint;
  readonly compressionMethod: number;
  readonly comment: string;
}

/** The first day that a ZIP can name, in the clock of whoever packs: archives of the same files are the same. */
export const packedDate = { year: 1980, month: 0, day: 1 } as const;

const rawDate = 0x0021_0000;
const method = { stored: 0, deflated: 8 } as const;

/** Pictures and videos are packed already; texts are worth it. */
export function isStored(name: string): boolean {
  return name.startsWith(attachmentsFolder);
}

/** Whether a file lies in its archive as our own writer packs it. */
export function isPackedByUs(entry: PackedAs): boolean {
  return (
    Number(entry.rawLastModDate) === rawDate &&
    entry.compressionMethod === (isStored(entry.filename) ? method.stored : method.deflated) &&
    entry.comment === ''
  );
}
