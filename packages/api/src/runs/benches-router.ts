import { runsActions } from '@atelier/domain/runs/actions.ts';
import { handOverInput, takeHoldInput } from '@atelier/domain/runs/execution-schemas.ts';
import { assetIdInput } from '@atelier/domain/runs/schemas.ts';
import { command } from '../kernel/command.ts';
import { router } from '../kernel/trpc/procedure.ts';
import { giveBack, handOver, takeAsset } from './benches.ts';
import { entities, kinds } from './things.ts';

const { execute } = runsActions;
const about = { kind: kinds.asset, by: 'assetId' } as const;
const effect = {
  on: entities.asset,
  changes: ({ assetId }: { readonly assetId: string }) => assetId,
  inLists: true,
} as const;

/** Who has a bench or a device, and until when. */
export const benchesRouter = router({
  take: command({
    needs: execute,
    about,
    input: takeHoldInput,
    effect,
    run: (trx, input, { actor }) => takeAsset(trx, input, actor.id),
  }),
  handOver: command({ needs: execute, about, input: handOverInput, effect, run: handOver }),
  giveBack: command({ needs: execute, about, input: assetIdInput, effect, run: giveBack }),
});
