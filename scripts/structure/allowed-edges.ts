import type { Area } from './place.ts';

/** An area that may import another one, and the decision record that argues for it. */
export interface AllowedEdge {
  readonly from: Area;
  readonly to: Area;
  /** File name in docs/adr. */
  readonly adr: string;
}

/** Beside these, an area imports itself, the kernel and identity, and nothing else. */
export const allowedEdges: readonly AllowedEdge[] = [];
