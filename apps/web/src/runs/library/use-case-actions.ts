import { useCommand } from '../../kernel/commands/use-command.ts';

const counted = (key: string, count: number) => ({
  key: `library:cases.${key}`,
  values: { count },
});

/** What is done with many cases at once; each is one command, and taken back as one. */
export function useCaseActions(projectId: string) {
  const move = useCommand('runs.cases.move', {
    says: ({ caseIds }) => counted('moved', caseIds.length),
    undo: ({ from }) => ({
      path: 'runs.cases.putBack',
      input: { projectId, places: [...from] },
      touches: [],
      says: counted('movedBack', from.length),
    }),
  });
  const copy = useCommand('runs.cases.copy', {
    says: ({ caseIds }) => counted('copied', caseIds.length),
  });
  const tag = useCommand('runs.cases.tag', {
    says: ({ caseIds }) => counted('tagged', caseIds.length),
    undo: ({ back }) => ({
      path: 'runs.cases.putTagsBack',
      input: { projectId, cases: [...back] },
      touches: [],
      says: counted('untagged', back.length),
    }),
  });
  const archive = useCommand('runs.cases.archiveMany', {
    says: ({ caseIds, isArchived }) =>
      counted(isArchived ? 'archived' : 'restored', caseIds.length),
    undo: ({ caseIds }, { isArchived }) =>
      caseIds.length === 0
        ? null
        : {
            path: 'runs.cases.archiveMany',
            input: { projectId, caseIds: [...caseIds], isArchived: !isArchived },
            touches: [],
            says: counted(isArchived ? 'restored' : 'archived', caseIds.length),
          },
  });
  return { move, copy, tag, archive };
}

export type CaseActions = ReturnType<typeof useCaseActions>;
