import type { CaseContent } from './case-content.ts';

/** KiB of JSON that one case says. */
export const maxCaseKib = 512;
/** A run is read as a whole, each item with all that its case says. */
export const maxRunItems = 5000;
/** MiB of what the cases of a run say, for each of their rows of data. */
export const maxRunMib = 64;
/** Of all runs of a matrix. */
export const maxMatrixItems = 20_000;
/** Of a run whose cases a JUnit report brings: as many as a report has tests. */
export const maxReportedItems = 20_000;

/** Whether a case says more than it may. */
export function isTooLarge(content: CaseContent): boolean {
  return new TextEncoder().encode(JSON.stringify(content)).length > maxCaseKib * 1024;
}
