import { z } from 'zod';
import { nameText, storableText } from '../kernel/text.ts';
import { criterionSchema } from './bpmn/cover/criterion.ts';
import { keySchema, longText, variableName } from './fields.ts';
import { stepSources } from './importers/import-steps.ts';
import { jsonValue } from './json.ts';
import { shortestSecret } from './redact.ts';
import { suiteRunStatuses, testRunStatuses } from './statuses.ts';
import { suiteDefinition } from './suite-file.ts';

/** In lower case, as the database writes ids. */
export const idSchema = z.uuid().toLowerCase();
const cursorSchema = z.string().max(2000).nullish();
const limitSchema = z.int().min(1).max(500).default(100);
const noteText = storableText.max(2000).default('');
const revisionSchema = z.int().min(1);
const searchText = storableText.trim().max(255).optional();
const archivedFlag = z.boolean().default(false);
/** A process as BPMN 2.0 XML. */
const xmlText = storableText.min(1).max(5_000_000);
const valuesSchema = z.record(variableName, jsonValue);

export const processIdInput = z.strictObject({ processId: idSchema });
export const listProcessesInput = z.strictObject({ archived: archivedFlag });
/** Without `processId` it is a new process, with the name given or the one in the file. */
export const importProcessInput = z.strictObject({
  processId: idSchema.optional(),
  name: nameText(200).optional(),
  xml: xmlText,
  changeNote: noteText,
});
export const renameProcessInput = processIdInput.extend({ name: nameText(200) });
/** As many as the database counts. */
const versionSchema = z.int().min(1).max(2_147_483_647);
export const processVersionInput = processIdInput.extend({ versionNumber: versionSchema });

export const suiteIdInput = z.strictObject({ suiteId: idSchema });
export const listSuitesInput = z.strictObject({
  archived: archivedFlag,
  processId: idSchema.optional(),
  search: searchText,
});
export const createSuiteInput = z.strictObject({
  definition: suiteDefinition,
  processVersionId: idSchema.nullish(),
});
/** `revision`: the one that was edited; refused where there is a newer one. */
export const saveSuiteInput = suiteIdInput.extend({
  revision: revisionSchema,
  definition: suiteDefinition,
  processVersionId: idSchema.nullish(),
});
export const duplicateSuiteInput = suiteIdInput.extend({ name: nameText(200) });
export const compareSuiteInput = suiteIdInput.extend({ versionNumber: versionSchema });
/** The suite as it would be in another version of its process; nothing is stored. */
export const carrySuiteInput = compareSuiteInput.extend({
  broken: z.enum(['keep', 'leave_out']).default('keep'),
});
export const checkSuiteInput = z.strictObject({ definition: suiteDefinition });
/** Steps from what another tool has written. */
export const importStepsInput = z.strictObject({
  source: z.enum(stepSources),
  text: storableText.min(1).max(5_000_000),
});
/** A suite of a version of a process, by a criterion; nothing is stored. */
export const generateInput = processVersionInput.extend({
  criterion: criterionSchema.prefault({}),
});
export const readYamlInput = z.strictObject({ yaml: storableText.min(1).max(5_000_000) });

export const environmentIdInput = z.strictObject({ environmentId: idSchema });
export const listEnvironmentsInput = z.strictObject({ archived: archivedFlag });
const baseUrl = z
  .url({ protocol: /^https?$/ })
  .max(2000)
  .refine((url) => !/[?#]/.test(url), 'has a query or a fragment')
  .refine((url) => new URL(url).username === '', 'has a name in it: keep it as a secret');
/** A name, `*.` and a name, an address or a network; a port behind a name. */
const allowedHost = z
  .string()
  .trim()
  .toLowerCase()
  .max(260)
  .regex(
    /^(\*\.)?[a-z0-9_]([a-z0-9_.-]*[a-z0-9_])?(:\d{1,5})?$|^[0-9a-f:.]+(\/\d{1,3})?$|^\[[0-9a-f:.]+\](:\d{1,5})?$/,
  );
const environmentFields = {
  name: nameText(100),
  /** By name; the one that is called `default` is for paths without a host. */
  baseUrls: z.record(keySchema, baseUrl),
  variables: valuesSchema,
  allowedHosts: z.array(allowedHost).max(200),
  maxRuns: z.int().min(1).max(10_000).nullable(),
};
export const createEnvironmentInput = z.strictObject({
  name: environmentFields.name,
  baseUrls: environmentFields.baseUrls.default({}),
  variables: environmentFields.variables.default({}),
  allowedHosts: environmentFields.allowedHosts.default([]),
  maxRuns: environmentFields.maxRuns.default(null),
});
export const updateEnvironmentInput = z
  .strictObject(environmentFields)
  .partial()
  .extend({ environmentId: idSchema, revision: revisionSchema });
export const setSecretInput = environmentIdInput.extend({
  name: variableName,
  value: longText.min(shortestSecret),
});
export const removeSecretInput = environmentIdInput.extend({ name: variableName });

export const startRunInput = z.strictObject({
  suiteId: idSchema,
  environmentId: idSchema,
  /** These scenarios, and those that they depend on; all if left out. */
  scenarios: z.array(keySchema).min(1).max(5000).optional(),
  /** For `suite.` in templates. */
  context: valuesSchema.default({}),
  priority: z.int().min(-100).max(100).default(0),
});
export const suiteRunIdInput = z.strictObject({ suiteRunId: idSchema });
/** Two runs, the earlier and the later one. */
export const compareRunsInput = z.strictObject({ beforeId: idSchema, afterId: idSchema });
export const trendsInput = suiteIdInput.extend({
  environmentId: idSchema.optional(),
  /** Of how many runs, the newest. */
  runs: z.int().min(2).max(100).default(30),
});
export const listRunsInput = z.strictObject({
  suiteId: idSchema.optional(),
  environmentId: idSchema.optional(),
  status: z.array(z.enum(suiteRunStatuses)).max(4).optional(),
  limit: limitSchema,
  cursor: cursorSchema,
});
export const listTestsInput = suiteRunIdInput.extend({
  status: z.array(z.enum(testRunStatuses)).max(8).optional(),
  scenario: keySchema.optional(),
  search: searchText,
  limit: limitSchema,
  cursor: cursorSchema,
});
export const testRunIdInput = z.strictObject({ testRunId: idSchema });
export const listResultsInput = testRunIdInput.extend({
  /** Of all test runs of the suite run, the newest first, if left out. */
  limit: limitSchema,
  cursor: cursorSchema,
});
/** A new run of the one test, from the step with this number (0 for the first) on, with these values in `ctx.`. */
export const forkInput = testRunIdInput.extend({
  position: z.int().min(0).max(1000),
  context: valuesSchema.optional(),
});
/** A test run when the step with this number (0 for the first) began. */
export const valuesAtInput = testRunIdInput.extend({ position: z.int().min(0).max(1000) });
/** `done`: it was done, and this is what came of it; `retry`: do it again; `fail`: it failed. */
export const decideInput = testRunIdInput.extend({
  as: z.enum(['done', 'retry', 'fail']),
  /** What the step would have exported, with `done`. */
  exports: valuesSchema.default({}),
  note: noteText,
});
/** Goes on at the step that failed, with these values in `ctx.`; `skip` goes on behind it. */
export const continueHeldInput = testRunIdInput.extend({
  context: valuesSchema.optional(),
  as: z.enum(['retry', 'skip', 'fail']).default('retry'),
});
export const answerInput = testRunIdInput.extend({
  verdict: z.enum(['passed', 'failed']).nullable().default(null),
  fields: z
    .record(variableName, z.union([longText, z.number(), z.boolean(), z.null()]))
    .default({}),
  note: noteText,
});

export const scheduleIdInput = z.strictObject({ scheduleId: idSchema });
export const listSchedulesInput = z.strictObject({ suiteId: idSchema.optional() });
const scheduleFields = {
  /** Five fields: minute, hour, day, month, weekday. */
  cron: storableText.trim().min(9).max(200),
  timeZone: storableText.trim().min(1).max(100).default('UTC'),
  isEnabled: z.boolean().default(true),
};
export const createScheduleInput = z.strictObject({
  suiteId: idSchema,
  environmentId: idSchema,
  ...scheduleFields,
});
export const updateScheduleInput = scheduleIdInput.extend({
  cron: scheduleFields.cron.optional(),
  timeZone: storableText.trim().min(1).max(100).optional(),
  isEnabled: z.boolean().optional(),
  environmentId: idSchema.optional(),
});
