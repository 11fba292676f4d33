import type { CaseContent } from './case-content.ts';

/** KiB of JSON that one case says. */
export const maxCaseKib = 512;
/** A run is read as a whole, each item with all that its case says. */
export const maxRunItems = 5000;
/** MiB of what the cases of a run say, for each of their rows of data. */
export const maxRunMib = 64;
/** MiB of what the cases say that one command copies. */
export const maxCopiedMib = 64;
/** Of all runs of a matrix. */
export const maxMatrixItems = 20_000;
/** Of a run whose cases a JUnit report brings: as many as a report has tests. */
export const maxReportedItems = 20_000;

/** Whether a case says more than it may. */
export function isTooLarge(content: CaseContent): boolean {
  return utf8Bytes(JSON.stringify(content)) > maxCaseKib * 1024;
}

/** How many bytes a text has in UTF-8. */
function utf8Bytes(text: string): number {
  let bytes = 0;
  for (const character of text) {
    const point = character.codePointAt(0) ?? 0;
    bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
  }
  return bytes;
}
