import type { runsErrors } from '@atelier/domain/runs/errors.ts';

/** What all pages of the area say. */
export const en = {
  statuses: { draft: 'Draft', in_progress: 'In progress', done: 'Done', locked: 'Locked' },
  results: { ok: 'OK', fail: 'Fail', na: 'N/A', open: 'Open' },
  verdicts: {
    passed: 'Passed',
    passed_with_remarks: 'Passed with remarks',
    failed: 'Failed',
  },
  overview: {
    title: 'Test projects',
    create: 'New project',
    createTitle: 'New project',
    submit: 'Create',
    name: 'Name',
    description: 'Description',
    empty: 'No projects yet',
    emptyText:
      'A project holds the library of test cases, the benches, and the runs. Whoever makes it owns it.',
    created: 'Project “{{name}}” created',
    cases_one: '{{count, number}} case',
    cases_other: '{{count, number}} cases',
    inProgress_one: '{{count, number}} run in progress',
    inProgress_other: '{{count, number}} runs in progress',
    archived: 'Archived',
    showArchived: 'Show archived',
  },
  project: {
    sections: 'Pages of the project',
    runs: 'Runs',
    library: 'Library',
    sharedSteps: 'Shared steps',
    transfer: 'Import and export',
    search: 'Search',
  },
  runs: {
    list: 'Runs of the project',
    title: 'Title',
    status: 'Status',
    verdict: 'Verdict',
    asset: 'Asset',
    firmware: 'Firmware',
    engineer: 'Engineer',
    progress: 'Results',
    created: 'Created',
    finished: 'Finished',
    empty: 'No runs yet',
  },
  errors: {
    ERR_PROJECT_NOT_FOUND: 'There is no such project, or you are not in it.',
    ERR_SUITE_NOT_FOUND: 'There is no such suite any more.',
    ERR_CASE_NOT_FOUND: 'There is no such test case any more.',
    ERR_CASE_VERSION_NOT_FOUND: 'There is no such version of the test case.',
    ERR_TEMPLATE_NOT_FOUND: 'There is no such template any more.',
    ERR_ASSET_NOT_FOUND: 'There is no such asset any more.',
    ERR_RUN_NOT_FOUND: 'There is no such run, or you are not in its project.',
    ERR_RUN_ITEM_NOT_FOUND: 'This item is no longer in the run.',
    ERR_FAIL_REASON_NOT_FOUND: 'There is no such fail reason any more.',
    ERR_FAIL_REASON_TAKEN: 'Another fail reason has this code.',
    ERR_MEMBER_NOT_FOUND: 'Nobody here has this address. Invite them to the house first.',
    ERR_LAST_PROJECT_OWNER: 'A project has an owner. Make somebody else an owner first.',
    ERR_KEY_TAKEN: 'This key is taken.',
    ERR_OTHER_PROJECT: 'Something of this belongs to another project, or is gone.',
    ERR_SUITE_LOOP: 'A suite cannot be below itself.',
    ERR_CASE_CHANGED:
      'Somebody else has made version {{newest, number}} meanwhile. Look at it before you save.',
    ERR_SHARED_STEP_NOT_FOUND: 'There is no such shared step any more.',
    ERR_SHARED_STEP_CHANGED:
      'Somebody else has made version {{newest, number}} of the shared step meanwhile.',
    ERR_TOO_MANY_STEPS: 'A test case may have {{max, number}} steps; one would have more.',
    ERR_IMPORT_REFUSED: 'The file cannot be imported. Nothing of it was.',
    ERR_RUN_TRANSITION: 'The status of the run does not allow this.',
    ERR_RUN_LOCKED: 'The run is locked: nothing of it changes.',
    ERR_RUN_NOT_DRAFT: 'The run has begun: its items stay as they are.',
    ERR_RUN_NOT_DONE: 'Something is still missing before the run is done.',
    ERR_RUN_ITEM_TAKEN: 'This version of the test case is in the run already.',
    ERR_RESULT_CONFLICT: '{{by}} has recorded another result meanwhile.',
    ERR_ASSET_HELD: 'The asset is held for the run “{{runTitle}}” by {{by}}.',
  } satisfies Record<keyof typeof runsErrors, string>,
} as const;

declare module '../../kernel/i18n/messages.ts' {
  interface Messages {
    readonly runs: typeof en;
  }
}
