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
  ERR_JUNIT_INVALID: {
    kind: 'invalid',
    message: 'The JUnit report cannot be read; nothing was recorded.',
  },
  ERR_ASSET_HELD: { kind: 'conflict', message: 'The asset is held for another run.' },
} as const satisfies Record<string, ErrorDefinition>;

/** A refusal of the runs area. */
export const runsError = errorFactory(runsErrors);
