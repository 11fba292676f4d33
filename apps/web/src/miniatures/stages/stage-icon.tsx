import type { Stage } from '@atelier/domain/miniatures/stages.ts';
import { stageLooks } from './stage-look.ts';

interface Props {
  readonly stage: Stage;
  readonly size?: number;
}

export function StageIcon({ stage, size = 18 }: Props) {
  const { icon: Icon, color } = stageLooks[stage];
  return <Icon size={size} stroke={1.8} color={color} aria-hidden style={{ flex: 'none' }} />;
}
