import { search } from '@atelier/db/runs/search-reads.ts';
import { runsActions } from '@atelier/domain/runs/actions.ts';
import { searchEverywhereInput, searchInput } from '@atelier/domain/runs/library-schemas.ts';
import { query } from '../kernel/command.ts';
import { router } from '../kernel/trpc/procedure.ts';
import { kinds } from './things.ts';
import { visibleProjects } from './visible-projects.ts';

/** Everything that has these words. */
export const searchRouter = router({
  inProject: query({
    needs: runsActions.read,
    about: { kind: kinds.project, by: 'projectId' },
    input: searchInput,
    run: (db, { projectId, ...wanted }) => search(db, [projectId], wanted),
  }),
  everywhere: query({
    needs: runsActions.listProjects,
    input: searchEverywhereInput,
    run: (db, wanted, { actor }) => search(db, visibleProjects(actor), wanted),
  }),
});
