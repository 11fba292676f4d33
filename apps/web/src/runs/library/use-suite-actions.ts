import type { Suite } from '@atelier/domain/runs/types.ts';
import { useCommand } from '../../kernel/commands/use-command.ts';
import { placeAfter, placeOf, type SuitePlace, type SuiteStep } from './suite-rows.ts';

/** What is done with suites from the tree; each can be taken back. */
export function useSuiteActions(suites: readonly Suite[]) {
  const named = (suiteId: string) => ({
    name: suites.find(({ id }) => id === suiteId)?.name ?? '',
  });
  const move = useCommand('runs.suites.move', {
    says: ({ suiteId }) => ({ key: 'library:suites.moved', values: named(suiteId) }),
    undo: (_, { suiteId }) => ({
      path: 'runs.suites.move',
      input: { suiteId, ...placeOf(suites, suiteId) },
      touches: [],
      says: { key: 'library:suites.movedBack', values: named(suiteId) },
    }),
  });
  const archive = useCommand('runs.suites.archive', {
    says: ({ suiteId }) => ({ key: 'library:suites.archived', values: named(suiteId) }),
    undo: (_, { suiteId }) => ({
      path: 'runs.suites.restore',
      input: { suiteId },
      touches: [],
      says: { key: 'library:suites.restored', values: named(suiteId) },
    }),
  });
  const restore = useCommand('runs.suites.restore', {
    says: ({ suiteId }) => ({ key: 'library:suites.restored', values: named(suiteId) }),
    undo: (_, { suiteId }) => ({
      path: 'runs.suites.archive',
      input: { suiteId },
      touches: [],
      says: { key: 'library:suites.archived', values: named(suiteId) },
    }),
  });
  const place = (suiteId: string, to: SuitePlace) => void move.run({ suiteId, ...to });
  return {
    place,
    step(suiteId: string, step: SuiteStep): void {
      const to = placeAfter(suites, suiteId, step);
      if (to !== null) place(suiteId, to);
    },
    setArchived: (suiteId: string, isArchived: boolean) =>
      void (isArchived ? archive : restore).run({ suiteId }),
  };
}

export type SuiteActions = ReturnType<typeof useSuiteActions>;
