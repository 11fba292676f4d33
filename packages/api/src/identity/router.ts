import { houseActions } from '@atelier/domain/identity/house-actions.ts';
import { proceduresWith } from '../kernel/command.ts';
import { router } from '../kernel/trpc/procedure.ts';
import { accountProcedures } from './account-router.ts';
import { auditRouter } from './audit-router.ts';
import type { IdentityContext } from './context.ts';
import { filesRouter } from './files/router.ts';
import { readMe } from './me.ts';
import { modelsRouter } from './models-router.ts';
import { peopleRouter } from './people-router.ts';
import { settingsRouter } from './settings-router.ts';
import { tokensRouter } from './tokens-router.ts';

const { query } = proceduresWith<IdentityContext>();

/** Who is there, what they may, and what they did. */
export const identityRouter = router({
  audit: auditRouter,
  files: filesRouter,
  /** Whoever calls; without a user where somebody has to sign in first. */
  me: query({
    needs: houseActions.enter,
    run: (db, _, { actor, sessionId, identity }) => readMe(db, actor, sessionId, identity.mode),
  }),
  ...accountProcedures,
  models: modelsRouter,
  people: peopleRouter,
  tokens: tokensRouter,
  settings: settingsRouter,
});
