import { filesOf, shownFile } from '@atelier/db/identity/file-reads.ts';
import { fileActions } from '@atelier/domain/identity/files/file-actions.ts';
import { fileIdInput, filesOfInput } from '@atelier/domain/identity/files/file-schemas.ts';
import { proceduresWith } from '../../kernel/command.ts';
import { router } from '../../kernel/trpc/procedure.ts';
import type { IdentityContext } from '../context.ts';
import { detach } from './detach.ts';
import { authorizeThing, requireUse } from './uses.ts';

const { query, operation } = proceduresWith<IdentityContext>();

/** Files of every area. They are sent and fetched below `/api/files`. */
export const filesRouter = router({
  /** The files of a thing for one use, in the order in which they came. */
  list: query({
    needs: fileActions.readFiles,
    input: filesOfInput,
    async run(db, { use: name, entityId }, context) {
      const attached = requireUse(context.files.uses, name);
      await authorizeThing(context, attached, attached.use.see, entityId);
      const { entity: entityType } = attached.use;
      return (await filesOf(db, { use: name, entityType, entityId })).map(shownFile);
    },
  }),
  /** Which actions it needs is said by the file's use, so it runs its command itself. */
  remove: operation({
    needs: fileActions.writeFiles,
    input: fileIdInput,
    run: (_db, { id }, context) => detach(context, context.files, id),
  }),
});
