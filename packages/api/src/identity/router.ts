import { houseActions } from '@atelier/domain/identity/house-actions.ts';
import { proceduresWith } from '../kernel/command.ts';
import { router } from '../kernel/trpc/procedure.ts';
import type { IdentityContext } from './context.ts';
import { filesRouter } from './files/router.ts';
import { readMe } from './me.ts';

const { query } = proceduresWith<IdentityContext>();

/** Who is there, what they may, and what they did. */
export const identityRouter = router({
  files: filesRouter,
  /** Whoever calls; without a user where somebody has to sign in first. */
  me: query({
    needs: houseActions.enter,
    run: (db, _, { actor, sessionId, identity }) => readMe(db, actor, sessionId, identity.mode),
  }),
});
