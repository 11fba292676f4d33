import { listEnvironments } from '@atelier/db/orchestra/environment-reads.ts';
import { orchestraActions } from '@atelier/domain/orchestra/actions.ts';
import {
  createEnvironmentInput,
  environmentIdInput,
  listEnvironmentsInput,
  removeSecretInput,
  setSecretInput,
  updateEnvironmentInput,
} from '@atelier/domain/orchestra/schemas.ts';
import { router } from '../kernel/trpc/procedure.ts';
import {
  archiveEnvironment,
  changeEnvironment,
  createEnvironment,
  keepSecret,
  requireEnvironment,
} from './environments.ts';
import { command, commandAround, query } from './procedures.ts';
import { setSecret } from './secret-command.ts';
import { entities } from './things.ts';

const { read, manageEnvironments } = orchestraActions;
const itsEnvironment = ({ environmentId }: { readonly environmentId: string }) => environmentId;

export const environmentsRouter = router({
  list: query({
    needs: read,
    input: listEnvironmentsInput,
    run: (db, { archived }) => listEnvironments(db, archived),
  }),
  get: query({
    needs: read,
    input: environmentIdInput,
    run: (db, { environmentId }) => requireEnvironment(db, environmentId),
  }),
  create: command({
    needs: manageEnvironments,
    input: createEnvironmentInput,
    effect: { on: entities.environment, creates: ({ id }) => id },
    run: (trx, input, { actor }) => createEnvironment(trx, input, actor),
  }),
  update: command({
    needs: manageEnvironments,
    input: updateEnvironmentInput,
    effect: { on: entities.environment, changes: itsEnvironment, inLists: true },
    run: (trx, input, { actor }) => changeEnvironment(trx, input, actor),
  }),
  setSecret: commandAround({
    needs: manageEnvironments,
    input: setSecretInput,
    secret: ({ orchestra: { secretsKey } }) => secretsKey,
    run: setSecret,
  }),
  removeSecret: command({
    needs: manageEnvironments,
    input: removeSecretInput,
    effect: { on: entities.environment, changes: itsEnvironment },
    run: (trx, input, { actor, orchestra: { secretsKey } }) =>
      keepSecret(trx, { ...input, value: null }, secretsKey, actor),
  }),
  archive: command({
    needs: manageEnvironments,
    input: environmentIdInput,
    effect: { on: entities.environment, changes: itsEnvironment, inLists: true },
    run: (trx, { environmentId }, { actor }) => archiveEnvironment(trx, environmentId, true, actor),
  }),
  restore: command({
    needs: manageEnvironments,
    input: environmentIdInput,
    effect: { on: entities.environment, changes: itsEnvironment, inLists: true },
    run: (trx, { environmentId }, { actor }) =>
      archiveEnvironment(trx, environmentId, false, actor),
  }),
});
