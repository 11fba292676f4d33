import { defineActions } from '../identity/actions.ts';

/**
 * There are no projects here: processes, suites and environments are the house's, and so are the roles. What an
 * environment holds opens other systems, and what a stuck run is told changes what it says: both are a lead's.
 */
export const orchestraActions = defineActions('orchestra', {
  read: { role: 'viewer', access: 'read' },
  /** Processes, suites, their data and schedules. */
  edit: { role: 'engineer', access: 'write' },
  /** Starts, stops, holds and forks runs, and answers what a run asks a person. */
  run: { role: 'engineer', access: 'write' },
  /** Addresses, variables and secrets of the systems under test. */
  manageEnvironments: { role: 'lead', access: 'write' },
  /** What happens with a run of which nobody knows whether its last step was done. */
  decide: { role: 'lead', access: 'write' },
  readWorkers: { role: 'lead', access: 'read' },
});
