import { miniaturesActions } from '@atelier/domain/miniatures/actions.ts';
import { useMay } from '../kernel/me/frame-parts.ts';

/** Whether whoever is here may change the collection: whoever may not only looks at it. */
export function useMayWrite(): boolean {
  return useMay(miniaturesActions.write);
}
