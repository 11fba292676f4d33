import type {
  ImportedCase,
  ImportFault,
  ImportFormat,
} from '@atelier/domain/runs/interchange/imported-case.ts';
import type { TableMapping } from '@atelier/domain/runs/interchange/table-columns.ts';

/** What the thread that reads files is asked for: a file of cases, the next of them, or the columns of a table. */
export type ReaderQuestion =
  | {
      readonly ask: 'cases';
      readonly path: string | null;
      readonly format: ImportFormat;
      readonly mapping: TableMapping | undefined;
    }
  | { readonly ask: 'more' }
  | { readonly ask: 'columns'; readonly path: string | null; readonly format: ImportFormat };

export interface TablePreview {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly guess: TableMapping;
}

export type ReaderAnswer =
  /** A file was read; its cases are handed over a part at a time. */
  | { readonly kind: 'read'; readonly sha256: string; readonly cases: number }
  | { readonly kind: 'part'; readonly cases: readonly ImportedCase[] }
  | { readonly kind: 'columns'; readonly preview: TablePreview }
  | {
      readonly kind: 'refused';
      readonly fault: ImportFault;
      readonly line: number | null;
      readonly what: string;
    };
