import type { Stage } from '@atelier/domain/miniatures/stages.ts';
import {
  IconBrush,
  IconCircleCheck,
  IconPackage,
  IconPuzzle,
  IconSpray,
  type TablerIcon,
} from '@tabler/icons-react';
import type { Texture } from '../../kernel/charts/texture.tsx';

/** How a stage looks wherever it is shown: an icon, and a colour that is never alone. */
export interface StageLook {
  readonly icon: TablerIcon;
  /** A CSS colour for graphics; text keeps the text colour. */
  readonly color: string;
  /** What tells it apart in a chart where its colour does not. */
  readonly texture: Texture;
}

export const stageLooks: Readonly<Record<Stage, StageLook>> = {
  IN_BOX: { icon: IconPackage, color: 'var(--stage-in-box)', texture: 'rising' },
  BUILDING: { icon: IconPuzzle, color: 'var(--stage-building)', texture: 'rows' },
  PRIMING: { icon: IconSpray, color: 'var(--stage-priming)', texture: 'dots' },
  PAINTING: { icon: IconBrush, color: 'var(--stage-painting)', texture: 'falling' },
  DONE: { icon: IconCircleCheck, color: 'var(--stage-done)', texture: 'plain' },
};

interface Props {
  readonly stage: Stage;
  readonly size?: number;
}

export function StageIcon({ stage, size = 18 }: Props) {
  const { icon: Icon, color } = stageLooks[stage];
  return <Icon size={size} stroke={1.8} color={color} aria-hidden style={{ flex: 'none' }} />;
}
