import { defineActions } from '../actions.ts';

/** The gate before it is known which use it is about; each use has its own actions behind it. */
export const fileActions = defineActions('identity', {
  readFiles: { role: 'signed-in', access: 'read' },
  writeFiles: { role: 'signed-in', access: 'write' },
});
