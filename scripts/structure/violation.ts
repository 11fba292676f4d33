import type { Place } from './place.ts';
import type { SourceFile } from './source-file.ts';

export interface Violation {
  readonly path: string;
  readonly line: number;
  readonly rule: string;
  /** What is wrong, and what to do about it. */
  readonly message: string;
}

/** A file with the place it has in the house: what a rule looks at. */
export interface PlacedFile extends SourceFile {
  readonly place: Place;
}

export function formatViolation({ path, line, rule, message }: Violation): string {
  return `${path}:${line}  ${rule}: ${message}`;
}
