import { shareLinksOf } from '@atelier/db/runs/share-link-reads.ts';
import { runsActions } from '@atelier/domain/runs/actions.ts';
import { proofActions } from '@atelier/domain/runs/proof-actions.ts';
import {
  createShareLinkInput,
  sealRunInput,
  shareLinkIdInput,
} from '@atelier/domain/runs/proof-schemas.ts';
import { runIdInput } from '@atelier/domain/runs/schemas.ts';
import type { IdentityContext } from '../../identity/context.ts';
import { proceduresWith } from '../../kernel/command.ts';
import { router } from '../../kernel/trpc/procedure.ts';
import { kinds } from '../things.ts';
import { beginSeal, runProof, sealRun } from './seal-run.ts';
import { createShareLink, endShareLink, shareLinkEntity, shownLink } from './share-links.ts';

const { query, operation, command } = proceduresWith<IdentityContext>();
const aboutRun = { kind: kinds.run, by: 'runId' } as const;

/** What proves a run: signatures, its seal, and the links by which others read it. */
export const proofRouter = router({
  get: query({
    needs: runsActions.read,
    about: aboutRun,
    input: runIdInput,
    run: (db, { runId }) => runProof(db, runId),
  }),
  /** Gives the job that makes the archive, or null where it is made: whoever shows the run is told how it goes. */
  beginSeal: operation({
    needs: proofActions.seal,
    about: aboutRun,
    input: sealRunInput,
    run: async (_, input, context) => ({ jobId: await beginSeal(context, input) }),
  }),
  /** The same for programs, with the seal in the answer. */
  seal: operation({
    needs: proofActions.seal,
    about: aboutRun,
    input: sealRunInput,
    run: (_, input, context) => sealRun(context, input),
  }),
  links: query({
    needs: proofActions.share,
    about: aboutRun,
    input: runIdInput,
    run: async (db, { runId }) => (await shareLinksOf(db, runId)).map(shownLink),
  }),
  share: command({
    needs: proofActions.share,
    about: aboutRun,
    input: createShareLinkInput,
    effect: { on: shareLinkEntity, creates: ({ id }) => id },
    kept: ({ id }) => ({ id, url: '' }),
    run: createShareLink,
  }),
  revokeLink: command({
    needs: proofActions.share,
    about: { kind: kinds.shareLink, by: 'linkId' },
    input: shareLinkIdInput,
    effect: { on: shareLinkEntity, changes: ({ linkId }) => linkId },
    run: (trx, { linkId }) => endShareLink(trx, linkId),
  }),
});
