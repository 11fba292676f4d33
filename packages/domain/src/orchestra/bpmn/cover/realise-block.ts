import type { Block } from './parts.ts';
import type { SolvedBlock, SolvedRegion } from './solve-region.ts';
import type { Walk } from './walk.ts';

/**
 * So many passes of a block, each the ways through the branches that it takes. Of `some` branches each is taken as
 * often as something in it needs, in the last passes, so that the first are short.
 */
export function realiseBlock(
  solved: SolvedBlock,
  count: number,
  realise: (branch: SolvedRegion, count: number) => Walk[],
): Walk[][] {
  const { block, branches } = solved;
  const passes: Walk[][] = Array.from({ length: count }, () => []);
  const takesAll = block.split.gate === 'all';
  const hasAlways = block.branches.some(({ edge }) => edge.isAlways);
  const isDefault = (at: number) => block.branches[at]?.edge.isDefault === true;
  const byDefault = branches.reduce((sum, { need }, at) => (isDefault(at) ? sum + need : sum), 0);
  const others = count - (takesAll ? 0 : byDefault);
  let nextDefault = others;
  const first = branches.findIndex(
    (_, at) => !isDefault(at) && block.branches[at]?.edge.isAlways !== true,
  );
  const order = branches.map((_, at) => at).sort((a, b) => place(block, a) - place(block, b));
  for (const at of order) {
    const [branch, edge] = [branches[at], block.branches[at]?.edge];
    if (!branch) continue;
    let [from, to] = [0, count];
    if (!takesAll && edge?.isAlways !== true) {
      if (isDefault(at)) {
        [from, to] = [nextDefault, nextDefault + branch.need];
        nextDefault = to;
      } else {
        // Something has to be taken: where nothing always is, the first one stands for it.
        const stands = at === first && !hasAlways;
        [from, to] = [stands ? 0 : Math.max(0, others - Math.max(1, branch.need)), others];
      }
    }
    const walks = realise(branch, to - from);
    walks.forEach((walk, pass) => {
      passes[from + pass]?.push(walk);
    });
  }
  return passes;
}

/** What happens beside an activity comes before its end, what is drawn otherwise in the order of the file. */
function place({ branches }: Block, at: number): number {
  const edge = branches[at]?.edge;
  const isBeside =
    edge !== undefined && !edge.isFlow && !edge.isAlways && !edge.key.endsWith(':event');
  return isBeside ? at - branches.length : at;
}
