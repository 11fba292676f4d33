import type { ScenarioReason } from '@atelier/domain/orchestra/bpmn/suite/scenario.ts';
import type { Target } from '@atelier/domain/orchestra/bpmn/suite/targets.ts';
import { useTranslation } from 'react-i18next';
import type { ElementWords } from './element-words.ts';

/** Why a scenario is there, and what a criterion asks for, in words. */
export function useReasonText(words: ElementWords) {
  const { t } = useTranslation('orchestra-process');
  const together = (ways: readonly string[]) => ways.map(words.name).join(' + ');
  const rounds = ({ id, rounds: count }: { readonly id: string; readonly rounds: number }) =>
    t('reason.rounds', { name: words.name(id), count });
  return {
    target(target: Target): string {
      if (target.kind === 'element') return words.name(target.id);
      if (target.kind === 'way') return words.name(target.key);
      return target.kind === 'rounds' ? rounds(target) : together(target.ways);
    },
    reason(reason: ScenarioReason | undefined): string {
      if (reason === undefined) return '';
      // A way that is drawn nowhere says little beside one that is.
      const seen = reason.ways.filter((way) => words.find(way) !== undefined);
      const drawn = seen.length > 0 ? seen : reason.ways;
      const parts = [
        ...reason.rounds.map(rounds),
        ...reason.together.map(together),
        ...drawn.map(words.name),
        ...reason.elements.map(words.name),
      ];
      return parts.length === 0 ? t('reason.none') : t('reason.only', { what: parts.join('; ') });
    },
  };
}
