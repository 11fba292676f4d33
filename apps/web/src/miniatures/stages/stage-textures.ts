import type { Stage } from '@atelier/domain/miniatures/stages.ts';
import type { Texture } from '../../kernel/charts/texture.tsx';

/** What tells the stages apart in a chart where their colours do not. */
export const stageTextures: Readonly<Record<Stage, Texture>> = {
  IN_BOX: 'rising',
  BUILDING: 'rows',
  PRIMING: 'dots',
  PAINTING: 'falling',
  DONE: 'plain',
};
