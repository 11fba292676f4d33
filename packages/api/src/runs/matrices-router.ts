import { matricesOf } from '@atelier/db/runs/matrix-reads.ts';
import { runsActions } from '@atelier/domain/runs/actions.ts';
import { createMatrixInput, matrixIdInput } from '@atelier/domain/runs/execution-schemas.ts';
import { projectIdInput } from '@atelier/domain/runs/schemas.ts';
import { command, query } from '../kernel/command.ts';
import { router } from '../kernel/trpc/procedure.ts';
import { createMatrix, viewMatrix } from './matrices.ts';
import { entities, kinds } from './things.ts';

const { read, execute } = runsActions;
const inProject = { kind: kinds.project, by: 'projectId' } as const;

export const matricesRouter = router({
  list: query({
    needs: read,
    about: inProject,
    input: projectIdInput,
    run: (db, { projectId }) => matricesOf(db, projectId),
  }),
  get: query({
    needs: read,
    about: { kind: kinds.matrix, by: 'matrixId' },
    input: matrixIdInput,
    run: (db, { matrixId }) => viewMatrix(db, matrixId),
  }),
  create: command({
    needs: execute,
    about: inProject,
    input: createMatrixInput,
    effect: { on: entities.matrix, creates: ({ id }) => id },
    run: (trx, input, { actor }) => createMatrix(trx, input, actor.id),
  }),
});
