import type { Stage } from '@atelier/domain/miniatures/stages.ts';
import {
  IconBrush,
  IconCircleCheck,
  IconPackage,
  IconPuzzle,
  IconSpray,
  type TablerIcon,
} from '@tabler/icons-react';

/** How a stage looks wherever it is shown: an icon, and a colour that is never alone. */
export interface StageLook {
  readonly icon: TablerIcon;
  /** A CSS colour for graphics; text keeps the text colour. */
  readonly color: string;
}

export const stageLooks: Readonly<Record<Stage, StageLook>> = {
  IN_BOX: { icon: IconPackage, color: 'var(--stage-in-box)' },
  BUILDING: { icon: IconPuzzle, color: 'var(--stage-building)' },
  PRIMING: { icon: IconSpray, color: 'var(--stage-priming)' },
  PAINTING: { icon: IconBrush, color: 'var(--stage-painting)' },
  DONE: { icon: IconCircleCheck, color: 'var(--stage-done)' },
};
