import { defineActions } from '../identity/actions.ts';
import { runsActions } from './actions.ts';

const { read: seenBy } = runsActions;

/** What is done with the proof of a run: apart from the area's other actions, which every page loads. */
export const proofActions = defineActions('runs', {
  /** A signature, as locking is one. */
  seal: { role: 'lead', access: 'write', seenBy, proof: 'recent' },
  /** Lets whoever has a link read a sealed run. */
  share: { role: 'lead', access: 'write', seenBy },
  /** Nobody sends or removes an archive: the house makes it. */
  putSeal: { role: 'no-role', access: 'write', seenBy },
});
