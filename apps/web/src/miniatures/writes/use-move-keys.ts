import { nextStage } from '@atelier/domain/kernel/pipeline.ts';
import { miniaturesPipeline, stages } from '@atelier/domain/miniatures/stages.ts';
import type { MiniatureType } from '@atelier/domain/miniatures/types.ts';
import type { ShortcutHandler } from '../../kernel/shortcuts/use-shortcuts.ts';
import { useTypeActions } from './type-actions.tsx';

/** The keys 1 to 4: one goes on from that stage to the next. `withType` says which type they are for. */
export function useMoveKeys(
  withType: (act: (type: MiniatureType) => void) => ShortcutHandler,
): Readonly<Record<string, ShortcutHandler>> {
  const actions = useTypeActions();
  const bindings = stages.slice(0, -1).map((from, index) => {
    const to = nextStage(miniaturesPipeline, from) ?? miniaturesPipeline.last;
    return [String(index + 1), withType((type) => void actions.moveOne(type, from, to))] as const;
  });
  return Object.fromEntries(bindings);
}
