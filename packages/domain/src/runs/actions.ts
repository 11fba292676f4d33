import { defineActions } from '../identity/actions.ts';

const { read } = defineActions('runs', {
  read: { role: 'viewer', inProject: 'viewer', access: 'read' },
});

/**
 * A lab sees all of its runs: roles of the house count in each project. Somebody from outside who has none is a
 * member of the projects they work in, and knows of no other.
 */
export const runsActions = {
  ...defineActions('runs', {
    /** Which of them somebody sees is decided project by project. */
    listProjects: { role: 'signed-in', access: 'read' },
    createProject: { role: 'signed-in', access: 'write' },
    /** Its name, its members, its end. */
    administer: { role: 'lead', inProject: 'owner', access: 'write', seenBy: read },
    /** Suites, cases, templates, benches. */
    edit: { role: 'engineer', inProject: 'editor', access: 'write', seenBy: read },
    /** Makes runs and carries them out. */
    execute: { role: 'engineer', inProject: 'editor', access: 'write', seenBy: read },
    /** And unlocks. Each is a signature, for which whoever signs shows who they are. */
    lock: { role: 'lead', access: 'write', seenBy: read, proof: 'recent' },
    readReasons: { role: 'signed-in', access: 'read' },
    editReasons: { role: 'lead', access: 'write' },
  }),
  read: { ...read, seenBy: read },
};
