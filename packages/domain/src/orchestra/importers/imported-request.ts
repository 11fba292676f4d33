import type { z } from 'zod';
import type { stepSchema } from '../suite-file.ts';

/** Why what was given cannot be read as requests. */
export interface StepImportFault {
  /** `format`: it is no such document. `version`: one that is not read. `empty`: there is no request in it. */
  readonly code: 'format' | 'version' | 'empty' | 'quotes' | 'option' | 'file' | 'too_large';
  /** Where, or what: an option, an address. */
  readonly written: string;
}

/** Something that was left out, and why; the rest was taken over. */
export interface LeftOut {
  readonly written: string;
  readonly why: 'not_http' | 'file' | 'too_many' | 'invalid';
}

/** Steps to be put into a scenario, and the names that they need of an environment. */
export interface ImportedSteps {
  readonly steps: readonly z.output<typeof stepSchema>[];
  /** Names of secrets that stand in place of what was given; their values are not kept. */
  readonly secrets: readonly string[];
  /** Names of variables of the environment. */
  readonly variables: readonly string[];
  readonly leftOut: readonly LeftOut[];
}

export type StepImport =
  | ({ readonly ok: true } & ImportedSteps)
  | { readonly ok: false; readonly fault: StepImportFault };

export type NamedText = readonly [name: string, value: string];

/** A body as other tools know it. */
export type ImportedBody =
  | { readonly type: 'text'; readonly text: string; readonly contentType?: string | undefined }
  | { readonly type: 'json'; readonly value: unknown }
  | { readonly type: 'form'; readonly fields: readonly NamedText[] }
  | {
      readonly type: 'multipart';
      readonly parts: readonly {
        readonly name: string;
        readonly value: string;
        readonly contentType?: string | undefined;
      }[];
    };

/** A request as every importer gives it, before it becomes a step. */
export interface ImportedRequest {
  readonly name?: string | undefined;
  readonly method: string;
  readonly url: string;
  /** Besides what stands in the address. */
  readonly query?: readonly NamedText[];
  readonly headers?: readonly NamedText[];
  readonly body?: ImportedBody | undefined;
  readonly redirects?: number;
  /** Of an answer that was seen, or is promised. */
  readonly status?: number | string | undefined;
  readonly timeout?: string;
  /** Whether texts have templates of ours already. */
  readonly isTemplated?: boolean;
}
