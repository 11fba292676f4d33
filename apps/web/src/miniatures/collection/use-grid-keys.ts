import type { MiniatureType } from '@atelier/domain/miniatures/types.ts';
import { useNavigate } from '@tanstack/react-router';
import type { Selection } from '../../kernel/grid/use-selection.ts';
import { type ShortcutHandler, useShortcuts } from '../../kernel/shortcuts/use-shortcuts.ts';
import type { TypeDialogState } from '../dialogs/type-dialogs.tsx';
import { useMayWrite } from '../use-may-write.ts';
import { useTypeBindings } from '../use-type-bindings.ts';

interface Options {
  readonly active: MiniatureType | undefined;
  readonly activeIndex: number;
  /** The index of the last row that is loaded. */
  readonly last: number;
  readonly goTo: (index: number) => void;
  readonly selection: Selection<MiniatureType>;
  readonly dialogs: TypeDialogState;
}

/** The keys of the list; they act on the active row. */
export function useGridKeys({
  active,
  activeIndex,
  last,
  goTo,
  selection,
  dialogs,
}: Options): void {
  const navigate = useNavigate();
  const go = (index: number) => () => {
    goTo(index);
    return true;
  };
  /** From nowhere, the first key that moves comes to the active row itself. */
  const step = (by: number): ShortcutHandler => {
    return ({ target }) => {
      const isInGrid = target instanceof Element && target.closest('[role="row"]') !== null;
      goTo(isInGrid ? activeIndex + by : activeIndex);
      return true;
    };
  };
  const ofType = useTypeBindings(active, dialogs);
  const mayWrite = useMayWrite();
  const select: ShortcutHandler = ({ shiftKey }) => {
    if (active === undefined || !mayWrite) return false;
    selection.toggle(active.id, shiftKey);
    return true;
  };
  useShortcuts({
    ...ofType,
    j: step(1),
    ArrowDown: step(1),
    k: step(-1),
    ArrowUp: step(-1),
    PageDown: step(10),
    PageUp: step(-10),
    Home: go(0),
    End: go(last),
    Enter: ({ target }) => {
      const isRow = target instanceof Element && target.getAttribute('role') === 'row';
      if (!isRow || active === undefined) return false;
      void navigate({ to: '/miniatures/$typeId', params: { typeId: active.id } });
      return true;
    },
    x: select,
    Escape: () => {
      if (selection.ids.size === 0) return false;
      selection.clear();
      return true;
    },
  });
}
