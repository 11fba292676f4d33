import type { Area } from '@atelier/domain/kernel/areas.ts';
import type { Floor } from './place.ts';

/** An area that may import another one, and the decision record that argues for it. */
export interface AllowedEdge {
  readonly from: Area;
  readonly to: Area;
  /** Where it may; without it on every floor. */
  readonly floor?: Floor;
  /** File name in docs/adr. */
  readonly adr: string;
}

/** Beside these, an area imports itself, the kernel and identity, and nothing else. */
export const allowedEdges: readonly AllowedEdge[] = [
  {
    from: 'kernel',
    to: 'identity',
    floor: 'api',
    adr: '0086-the-pipeline-asks-and-writes-down.md',
  },
  {
    from: 'kernel',
    to: 'identity',
    floor: 'web',
    adr: '0086-the-pipeline-asks-and-writes-down.md',
  },
  {
    from: 'kernel',
    to: 'lifecycle',
    floor: 'cli',
    adr: '0045-the-managed-database-is-a-package.md',
  },
  {
    from: 'identity',
    to: 'lifecycle',
    floor: 'cli',
    adr: '0045-the-managed-database-is-a-package.md',
  },
];
