import { z } from 'zod';
import { projectRoles } from '../identity/roles.ts';
import { nameText, storableText } from '../kernel/text.ts';
import { runEvents, runStatuses } from './machine.ts';
import { resultStatuses, verdicts } from './result.ts';

/** In lower case, as the database writes ids. */
export const idSchema = z.uuid().toLowerCase();
/** A name of this many code points, as PostgreSQL counts them. */
function nameBetween(min: number, max: number) {
  return nameText(max)
    .min(min)
    .refine((name) => [...name].length >= min, 'is too short');
}

const longText = storableText.max(20_000);
const shortText = storableText.trim().max(500);
/** What was seen of a thing; where it is another one by now, the change is refused. Left out, it counts as it is. */
const revisionSchema = z.string().max(64).optional();
const cursorSchema = z.string().max(2000).nullish();
const limitSchema = z.int().min(1).max(500).default(100);

export const projectIdInput = z.strictObject({ projectId: idSchema });
export const suiteIdInput = z.strictObject({ suiteId: idSchema });
export const caseIdInput = z.strictObject({ caseId: idSchema });
export const templateIdInput = z.strictObject({ templateId: idSchema });
export const assetIdInput = z.strictObject({ assetId: idSchema });
export const runIdInput = z.strictObject({ runId: idSchema });
export const itemIdInput = z.strictObject({ itemId: idSchema });

const projectNameSchema = nameBetween(3, 160);
export const suiteNameSchema = nameBetween(2, 200);
const caseTitleSchema = nameBetween(2, 240);

export const listProjectsInput = z.strictObject({ archived: z.boolean().default(false) });
export const createProjectInput = z.strictObject({
  name: projectNameSchema,
  description: longText.default(''),
});
export const updateProjectInput = z.strictObject({
  projectId: idSchema,
  name: projectNameSchema.optional(),
  description: longText.optional(),
  /** `https://tracker.example/browse/{key}`. */
  defectUrlPattern: z
    .url({ protocol: /^https?$/ })
    .max(500)
    .refine((url) => url.includes('{key}'), 'has no {key}')
    .nullish(),
});
export const memberInput = z.strictObject({ projectId: idSchema, userId: idSchema });
export const setMemberInput = memberInput.extend({ role: z.enum(projectRoles) });
export const addMemberInput = z.strictObject({
  projectId: idSchema,
  email: z.email().max(254),
  role: z.enum(projectRoles),
});

export const createSuiteInput = z.strictObject({
  projectId: idSchema,
  parentId: idSchema.nullish(),
  name: suiteNameSchema,
  description: longText.default(''),
});
export const updateSuiteInput = z.strictObject({
  suiteId: idSchema,
  revision: revisionSchema,
  name: suiteNameSchema.optional(),
  description: longText.optional(),
});
/** `before`: the suite in front of which it is to stand; null for the end. */
export const moveSuiteInput = z.strictObject({
  suiteId: idSchema,
  parentId: idSchema.nullable(),
  before: idSchema.nullish(),
});

/** Of one case. */
export const maxSteps = 300;
const stepSchema = z.strictObject({
  action: longText,
  expected: longText.default(''),
  data: longText.default(''),
  sharedVersionId: idSchema.nullable().default(null),
});
const parametersSchema = z
  .strictObject({
    columns: z.array(nameText(100)).max(50),
    rows: z.array(z.array(storableText.max(2000)).max(50)).max(500),
  })
  .refine(({ columns }) => new Set(columns).size === columns.length, 'has a column twice')
  .refine(
    ({ columns, rows }) => rows.every((row) => row.length === columns.length),
    'has a row of another length',
  );
export const caseContentSchema = z.strictObject({
  title: caseTitleSchema,
  summary: longText.default(''),
  preconditions: longText.default(''),
  steps: z.array(stepSchema).max(maxSteps).default([]),
  artifacts: z.array(shortText.min(1)).max(50).default([]),
  mistakes: z.array(shortText.min(1)).max(50).default([]),
  isMandatory: z.boolean().default(true),
  estimatedMinutes: z.int().min(1).max(100_000).nullable().default(null),
  complexity: z.int().min(1).max(5).nullable().default(null),
  parameters: parametersSchema.default({ columns: [], rows: [] }),
});
export const tagSchema = nameText(60);

/** Tags that say how much has to be tested: the least, the usual, everything. */
export const coverageLevels = ['L0', 'L1', 'L2'] as const;

/** What came of a case last; `none` for one that was never carried out. */
export const lastResults = [...resultStatuses, 'none'] as const;

/** By what cases are found; a saved view of the library has it under a name. */
export const caseFilterSchema = z.strictObject({
  tag: tagSchema.optional(),
  /** Any of these levels of coverage. */
  levels: z.array(z.enum(coverageLevels)).max(3).optional(),
  mandatory: z.boolean().optional(),
  /** Those of which something was changed on this day (UTC) or later. */
  changedSince: z.iso.date().optional(),
  /** Any of what may have come of a case when it was carried out last. */
  lastResults: z.array(z.enum(lastResults)).max(4).optional(),
  search: storableText.trim().max(255).optional(),
});
export type CaseFilter = z.input<typeof caseFilterSchema>;
export const listCasesInput = caseFilterSchema.extend({
  projectId: idSchema,
  suiteId: idSchema.optional(),
  archived: z.boolean().default(false),
  limit: limitSchema,
  cursor: cursorSchema,
});
export const createCaseInput = z.strictObject({
  suiteId: idSchema,
  content: caseContentSchema,
  tags: z.array(tagSchema).max(30).default([]),
});
/** `onTopOf`: the number of the version that was edited; refused when there is a newer one. */
export const editCaseInput = z.strictObject({
  caseId: idSchema,
  onTopOf: z.int().min(0),
  content: caseContentSchema,
  changeNote: longText.default(''),
});
export const caseVersionInput = z.strictObject({
  caseId: idSchema,
  versionNumber: z.int().min(1),
});

const assetFields = {
  assetType: nameText(60),
  model: shortText,
  firmwareVersion: shortText,
  locationName: shortText,
  standName: shortText,
  serialNumber: shortText.nullable(),
};
export const createAssetInput = z.strictObject({
  projectId: idSchema,
  assetType: assetFields.assetType.default('camera'),
  model: assetFields.model.default(''),
  firmwareVersion: assetFields.firmwareVersion.default(''),
  locationName: assetFields.locationName.default(''),
  standName: assetFields.standName.default(''),
  serialNumber: assetFields.serialNumber.default(null),
});
/** What is left out stays: a field with a default here would be emptied by each change of another one. */
export const updateAssetInput = z
  .strictObject({ ...assetFields, isActive: z.boolean() })
  .partial()
  .extend({ assetId: idSchema });

export const createTemplateInput = z.strictObject({
  projectId: idSchema,
  name: nameText(200),
  description: longText.default(''),
  /** Cases whose newest versions it has, in this order. */
  caseIds: z.array(idSchema).max(2000).default([]),
});
export const updateTemplateInput = z.strictObject({
  templateId: idSchema,
  name: nameText(200).optional(),
  description: longText.optional(),
  isActive: z.boolean().optional(),
});
export const setTemplateItemsInput = z.strictObject({
  templateId: idSchema,
  revision: revisionSchema,
  caseIds: z.array(idSchema).max(2000),
});

export const listRunsInput = z.strictObject({
  projectId: idSchema.optional(),
  status: z.array(z.enum(runStatuses)).max(4).optional(),
  assetId: idSchema.optional(),
  executedBy: idSchema.optional(),
  search: storableText.trim().max(255).optional(),
  limit: limitSchema,
  cursor: cursorSchema,
});
export const createRunInput = z.strictObject({
  projectId: idSchema,
  title: nameText(240).optional(),
  assetId: idSchema.nullish(),
  templateId: idSchema.nullish(),
  /** Picked cases, after those of the template. */
  caseIds: z.array(idSchema).max(2000).default([]),
  /** And every case in use with this tag: "L0" for the smallest set there is. */
  tag: tagSchema.optional(),
  /** And every case in use that is found so at this moment. */
  filter: caseFilterSchema.optional(),
});
export const updateRunInput = z.strictObject({
  runId: idSchema,
  revision: revisionSchema,
  title: nameText(240).optional(),
  assetId: idSchema.nullish(),
  templateId: idSchema.nullish(),
  executedByUserId: idSchema.optional(),
  leadUserId: idSchema.nullish(),
  verdict: z.enum(verdicts).nullish(),
  failSummary: longText.optional(),
});
export const addRunItemInput = z.strictObject({
  runId: idSchema,
  versionId: idSchema,
  position: z.int().min(0).max(1_000_000).optional(),
  isRequired: z.boolean().default(true),
});
/** `lock` and `unlock` are procedures of their own. */
export const changeStatusInput = z.strictObject({
  runId: idSchema,
  event: z.enum(runEvents).extract(['start', 'finish', 'reopen']),
});
/** `reason` is written to the audit log. */
export const unlockRunInput = z.strictObject({
  runId: idSchema,
  reason: longText.trim().min(1),
});

const statusSchema = z.enum(resultStatuses);
/** `revision`: of the result on top of which it is recorded, 0 for none. */
export const recordResultInput = z.strictObject({
  itemId: idSchema,
  revision: z.int().min(0),
  status: statusSchema.optional(),
  failReasonCode: storableText.max(100).nullish(),
  comment: longText.optional(),
  measuredValue: shortText.nullish(),
  defects: z.array(nameText(200)).max(50).optional(),
  step: z
    .strictObject({
      index: z
        .int()
        .min(0)
        .max(maxSteps - 1),
      status: statusSchema.nullish(),
      comment: longText.optional(),
      measuredValue: shortText.nullish(),
    })
    .optional(),
});
export const clearResultInput = z.strictObject({ itemId: idSchema, revision: z.int().min(1) });
