import type { ResultStatus } from '@atelier/domain/runs/result.ts';
import { useShortcuts } from '../../kernel/shortcuts/use-shortcuts.ts';

export interface KeyActions {
  readonly move: (by: 1 | -1) => void;
  readonly goIn: () => boolean;
  readonly goOut: () => boolean;
  readonly status: (status: ResultStatus) => void;
  readonly reason: () => void;
  readonly entry: (name: 'comment' | 'measured') => void;
  readonly paste: () => void;
  readonly choose: () => void;
  readonly chooseAll: () => boolean;
  readonly done: () => void;
  readonly nextOpen: () => void;
}

/** What of the page takes Enter, space and arrows for itself. */
const controls = 'a, button, input, select, summary, [role="switch"]';

/** The keys of the page; a row of the list and a step are no controls of their own to them. */
export function useRunKeys(actions: KeyActions): void {
  const isFree = ({ target }: KeyboardEvent) =>
    !(target instanceof Element) ||
    target.closest('[data-row]') !== null ||
    target.closest(controls) === null;
  const unless = (run: () => boolean | undefined) => (event: KeyboardEvent) =>
    isFree(event) ? (run() ?? true) : false;
  const always = (run: () => void) => () => {
    run();
    return true;
  };
  const into = unless(actions.goIn);
  const status = (value: ResultStatus) => always(() => actions.status(value));
  useShortcuts({
    ArrowDown: always(() => actions.move(1)),
    ArrowUp: always(() => actions.move(-1)),
    ArrowRight: always(actions.goIn),
    ArrowLeft: always(actions.goOut),
    Enter: into,
    ' ': into,
    Escape: () => actions.goOut(),
    1: status('ok'),
    2: status('fail'),
    3: status('na'),
    o: status('ok'),
    f: status('fail'),
    n: status('na'),
    r: always(actions.reason),
    c: always(() => actions.entry('comment')),
    m: always(() => actions.entry('measured')),
    v: always(actions.paste),
    x: always(actions.choose),
    j: always(actions.nextOpen),
    'mod+a': () => actions.chooseAll(),
    'mod+Enter': always(actions.done),
  });
}
