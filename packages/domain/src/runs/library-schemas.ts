import { z } from 'zod';
import { nameText, storableText } from '../kernel/text.ts';
import { caseContentSchema, idSchema, tagSchema } from './schemas.ts';

/** Cases that one command works on; what the page shows and more. */
const caseIdsSchema = z.array(idSchema).min(1).max(5000);
const ofProject = { projectId: idSchema, caseIds: caseIdsSchema };

/** `before`: the case in front of which they are to stand; left out for the end of the suite. */
export const moveCasesInput = z.strictObject({
  ...ofProject,
  suiteId: idSchema,
  before: idSchema.nullish(),
});
/** Where cases stood; each is put in front of `before` again, the last one first. */
export const putCasesBackInput = z.strictObject({
  projectId: idSchema,
  places: z
    .array(z.strictObject({ caseId: idSchema, suiteId: idSchema, before: idSchema.nullable() }))
    .min(1)
    .max(5000),
});
export const copyCasesInput = z.strictObject({ ...ofProject, suiteId: idSchema });
export const tagCasesInput = z.strictObject({
  ...ofProject,
  add: z.array(tagSchema).max(30).default([]),
  remove: z.array(tagSchema).max(30).default([]),
});
/** The tags that each case is to get again, and those that are to be taken from it. */
export const putTagsBackInput = z.strictObject({
  projectId: idSchema,
  cases: z
    .array(
      z.strictObject({
        caseId: idSchema,
        add: z.array(tagSchema).max(100),
        remove: z.array(tagSchema).max(100),
      }),
    )
    .min(1)
    .max(5000),
});
export const archiveCasesInput = z.strictObject({ ...ofProject, isArchived: z.boolean() });

const stepsSchema = caseContentSchema.shape.steps.unwrap().min(1);
const sharedTitleSchema = nameText(240);
const noteSchema = storableText.max(20_000).default('');
export const sharedStepIdInput = z.strictObject({ sharedStepId: idSchema });
export const createSharedStepInput = z.strictObject({
  projectId: idSchema,
  title: sharedTitleSchema,
  steps: stepsSchema,
});
/** `onTopOf`: the number of the version that was edited; refused when there is a newer one. */
export const editSharedStepInput = z.strictObject({
  sharedStepId: idSchema,
  onTopOf: z.int().min(1),
  title: sharedTitleSchema,
  steps: stepsSchema,
  changeNote: noteSchema,
});
/** `caseIds`: those that are to have the newest version; left out for all that have an older one. */
export const takeSharedStepInput = z.strictObject({
  sharedStepId: idSchema,
  caseIds: caseIdsSchema.optional(),
});

/** What can be looked for. */
export const searchedKinds = ['case', 'suite', 'shared_step', 'template', 'asset', 'run'] as const;
export type SearchedKind = (typeof searchedKinds)[number];

export const searchInput = z.strictObject({
  projectId: idSchema,
  words: storableText.trim().min(1).max(255),
  kinds: z.array(z.enum(searchedKinds)).min(1).max(6).optional(),
  archived: z.boolean().default(false),
  limit: z.int().min(1).max(100).default(30),
});
/** In all projects that somebody may read. */
export const searchEverywhereInput = searchInput
  .omit({ projectId: true })
  .extend({ limit: z.int().min(1).max(30).default(8) });
