import { kernelError } from '../kernel/errors.ts';
import { checkMove } from '../kernel/pipeline.ts';
import { miniaturesError } from './errors.ts';
import { maxQuantity, miniaturesPipeline, type Stage } from './stages.ts';

/** What decides a move before any count is known. Throws `ERR_INVALID_STAGE_TRANSITION`, `ERR_VALIDATION`. */
export function assertMove(move: { from: Stage; to: Stage; quantity: number }): void {
  const refusal = checkMove(miniaturesPipeline, move);
  if (refusal?.reason === 'not_forward') {
    throw miniaturesError('ERR_INVALID_STAGE_TRANSITION', { from: move.from, to: move.to });
  }
  if (refusal !== null || move.quantity > maxQuantity) {
    throw kernelError('ERR_VALIDATION', { field: 'quantity' });
  }
}
