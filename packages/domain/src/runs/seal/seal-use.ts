import { defineFileUse } from '../../identity/files/file-use.ts';
import { runsActions } from '../actions.ts';
import { proofActions } from '../proof-actions.ts';

/** The archive of a sealed run: kept as any other file, but made by the house alone. */
export const runSeal = defineFileUse({
  name: 'run-seal',
  area: 'runs',
  entity: 'run',
  types: ['application/zip'],
  fileBytes: 5 * 1024 ** 3,
  perThing: { files: 1, bytes: 5 * 1024 ** 3, whenFull: 'refuse' },
  see: runsActions.read,
  attach: proofActions.putSeal,
  detach: proofActions.putSeal,
});
