import { type ErrorDefinition, errorFactory } from '../kernel/errors.ts';

/** Codes of the runs area. */
export const runsErrors = {
  ERR_PROJECT_NOT_FOUND: { kind: 'not_found', message: 'There is no project with this id.' },
  ERR_SUITE_NOT_FOUND: { kind: 'not_found', message: 'There is no suite with this id.' },
  ERR_CASE_NOT_FOUND: { kind: 'not_found', message: 'There is no test case with this id.' },
  ERR_CASE_VERSION_NOT_FOUND: {
    kind: 'not_found',
    message: 'There is no such version of a test case.',
  },
  ERR_TEMPLATE_NOT_FOUND: { kind: 'not_found', message: 'There is no template with this id.' },
  ERR_ASSET_NOT_FOUND: { kind: 'not_found', message: 'There is no asset with this id.' },
  ERR_RUN_NOT_FOUND: { kind: 'not_found', message: 'There is no run with this id.' },
  ERR_RUN_ITEM_NOT_FOUND: { kind: 'not_found', message: 'There is no item of a run with this id.' },
  ERR_FAIL_REASON_NOT_FOUND: {
    kind: 'not_found',
    message: 'There is no fail reason with this code.',
  },
  ERR_FAIL_REASON_TAKEN: {
    kind: 'conflict',
    message: 'Another fail reason has this code.',
  },
  ERR_MEMBER_NOT_FOUND: {
    kind: 'not_found',
    message: 'There is no such member of the project.',
  },
  ERR_LAST_PROJECT_OWNER: {
    kind: 'conflict',
    message: 'A project has an owner: make somebody else one first.',
  },
  ERR_KEY_TAKEN: { kind: 'conflict', message: 'Another one of the same kind has this key.' },
  ERR_OTHER_PROJECT: {
    kind: 'invalid',
    message: 'What belongs together has to be in the same project.',
  },
  ERR_SUITE_LOOP: { kind: 'conflict', message: 'A suite cannot be below itself.' },
  ERR_CASE_CHANGED: {
    kind: 'conflict',
    message: 'Somebody else has made a newer version of this test case.',
  },
  ERR_SHARED_STEP_NOT_FOUND: {
    kind: 'not_found',
    message: 'There is no shared step with this id.',
  },
  ERR_SHARED_STEP_CHANGED: {
    kind: 'conflict',
    message: 'Somebody else has made a newer version of this shared step.',
  },
  ERR_TOO_MANY_STEPS: {
    kind: 'conflict',
    message: 'A test case would have more steps than there may be.',
  },
  ERR_CASE_TOO_LARGE: {
    kind: 'conflict',
    message: 'A test case would say more than one may.',
  },
  ERR_RUN_TOO_LARGE: {
    kind: 'conflict',
    message: 'The run would be larger than one may be.',
  },
  ERR_COPY_TOO_LARGE: {
    kind: 'conflict',
    message: 'The test cases say more than can be copied at once.',
  },
  ERR_MATRIX_TOO_LARGE: {
    kind: 'conflict',
    message: 'The runs of the matrix would have more items than they may together.',
  },
  ERR_IMPORT_REFUSED: {
    kind: 'invalid',
    message: 'The file cannot be read as what it is said to be; nothing of it was imported.',
  },
  ERR_RUN_TRANSITION: {
    kind: 'conflict',
    message: 'The status of the run does not allow this.',
  },
  ERR_RUN_LOCKED: { kind: 'conflict', message: 'The run is locked: nothing of it changes.' },
  ERR_RUN_NOT_DRAFT: {
    kind: 'conflict',
    message: 'The run has begun: its items stay as they are.',
  },
  ERR_RUN_NOT_DONE: {
    kind: 'conflict',
    message: 'Something is missing before the run is done.',
  },
  ERR_RUN_ITEM_TAKEN: {
    kind: 'conflict',
    message: 'This version of the test case is in the run already.',
  },
  ERR_RESULT_CONFLICT: {
    kind: 'conflict',
    message: 'Somebody else has recorded another result meanwhile.',
  },
  ERR_MATRIX_NOT_FOUND: { kind: 'not_found', message: 'There is no matrix of runs with this id.' },
  ERR_RUN_UNFINISHED: {
    kind: 'conflict',
    message: 'A run is corrected by another one once it is done.',
  },
  ERR_NOTHING_TO_RERUN: {
    kind: 'conflict',
    message: 'Nothing in the run failed or is unfinished.',
  },
  ERR_ASSET_IN_USE: {
    kind: 'conflict',
    message: 'The asset is given back when its run is done.',
  },
  ERR_ASSET_FREE: { kind: 'conflict', message: 'The asset is held for no run.' },
  ERR_RUN_SEALED: {
    kind: 'conflict',
    message: 'The run is sealed: a correction is a new run.',
  },
  ERR_RUN_NOT_LOCKED: { kind: 'conflict', message: 'Only a locked run can be sealed.' },
  ERR_RUN_NOT_AS_LOCKED: {
    kind: 'conflict',
    message: 'The run is not what was signed when it was locked.',
  },
  ERR_RUN_NOT_SEALED: { kind: 'conflict', message: 'The run has no seal yet.' },
  ERR_SEAL_UNFINISHED: {
    kind: 'unavailable',
    message: 'The audit log is not sealed yet: try again in a moment.',
  },
  ERR_SHARE_LINK_NOT_FOUND: { kind: 'not_found', message: 'There is no such link.' },
  ERR_JUNIT_INVALID: {
    kind: 'invalid',
    message: 'The JUnit report cannot be read; nothing was recorded.',
  },
  ERR_ASSET_HELD: { kind: 'conflict', message: 'The asset is held for another run.' },
} as const satisfies Record<string, ErrorDefinition>;

/** A refusal of the runs area. */
export const runsError = errorFactory(runsErrors);
