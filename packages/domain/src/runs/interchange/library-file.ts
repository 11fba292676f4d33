import { z } from 'zod';
import { caseContentSchema, suiteNameSchema } from '../schemas.ts';
import { type ImportedCase, ImportRefusal, withDistinctKeys } from './imported-case.ts';

/** A library as a file of ours: everything that there is of it, so that it comes back without loss. */
export const libraryFileSchema = z.strictObject({
  format: z.literal('atelier-library'),
  version: z.literal(1),
  /** Those without a case among them; files of before have none. */
  suites: z.array(z.array(suiteNameSchema).min(1).max(50)).max(20_000).default([]),
  cases: z.array(
    z.strictObject({
      key: z.string(),
      externalKey: z.string().nullable(),
      suite: z.array(z.string()),
      tags: z.array(z.string()),
      isArchived: z.boolean(),
      content: caseContentSchema,
    }),
  ),
});
export type LibraryFile = z.output<typeof libraryFileSchema>;

/** What a file brings: cases, and suites by the names from the top down to each, also those without a case. */
export interface ImportedLibrary {
  readonly cases: readonly ImportedCase[];
  readonly suites: readonly (readonly string[])[];
}

/** What is in a library file. Throws an {@link ImportRefusal} that names the first thing that is wrong. */
export function readLibraryFile(text: string): ImportedLibrary {
  const read = libraryFileSchema.safeParse(parsedJson(text));
  if (!read.success) {
    const [issue] = read.error.issues;
    const path = issue?.path.map(String).join('.') ?? '';
    const isOurs = path !== '' && !/^(format|version)/.test(path);
    throw new ImportRefusal(isOurs ? 'bad_value' : 'not_this_format', null, path);
  }
  const cases = read.data.cases.map(({ key, externalKey, ...one }, place) => ({
    ...one,
    line: place + 1,
    ownKey: key,
    externalKey: externalKey ?? `atelier:${key}`,
  }));
  return { cases: withDistinctKeys(cases), suites: read.data.suites };
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const [, place] = /position (\d+)/.exec(String(error)) ?? [];
    const before = text.slice(0, place === undefined ? text.length : Number(place));
    throw new ImportRefusal('malformed', before.split('\n').length);
  }
}
