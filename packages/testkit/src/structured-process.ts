import fc from 'fast-check';
import { bpmnFile } from './bpmn-text.ts';

/** A process in which every split has its join: what is drawn when people keep to the rules. */
export type StructuredBlock =
  | { readonly kind: 'task' }
  /** A task that a timer may interrupt. */
  | { readonly kind: 'timed' }
  | {
      readonly kind: 'sequence' | 'choice' | 'parallel' | 'loop' | 'part';
      readonly parts: readonly StructuredBlock[];
    };

const leaf: fc.Arbitrary<StructuredBlock> = fc
  .constantFrom('task' as const, 'task' as const, 'timed' as const)
  .map((kind) => ({ kind }));

export const structuredBlock: fc.Arbitrary<StructuredBlock> = fc.letrec<{ block: StructuredBlock }>(
  (tie) => ({
    block: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      leaf,
      several('sequence', tie('block')),
      several('choice', tie('block')),
      several('parallel', tie('block')),
      fc.array(tie('block'), { minLength: 1, maxLength: 1 }).map(withKind('loop')),
      fc.array(tie('block'), { minLength: 1, maxLength: 1 }).map(withKind('part')),
    ),
  }),
).block;

type Kind = Extract<StructuredBlock, { readonly parts: unknown }>['kind'];

function several(kind: Kind, block: fc.Arbitrary<StructuredBlock>) {
  return fc.array(block, { minLength: 2, maxLength: 3 }).map(withKind(kind));
}

function withKind(kind: Kind) {
  return (parts: readonly StructuredBlock[]): StructuredBlock => ({ kind, parts });
}

/** The process as BPMN, its elements numbered as they are come to. */
export function structuredBpmn(block: StructuredBlock): string {
  return bpmnFile(inScope(block, { count: 0 }));
}

interface Drawing {
  count: number;
}

function inScope(block: StructuredBlock, drawing: Drawing): string {
  const out: string[] = [];
  const node = (type: string, more = '', inside = ''): string => {
    drawing.count += 1;
    const id = `n${drawing.count}`;
    out.push(`<${type} id="${id}" name="${type} ${id}" ${more}>${inside}</${type}>`);
    return id;
  };
  const flow = (from: string, to: string): void => {
    drawing.count += 1;
    out.push(`<sequenceFlow id="f${drawing.count}" sourceRef="${from}" targetRef="${to}"/>`);
  };
  const draw = (each: StructuredBlock): readonly [first: string, last: string] => {
    if (each.kind === 'task') {
      const id = node('task');
      return [id, id];
    }
    if (each.kind === 'timed') {
      const id = node('userTask');
      const timer = node('boundaryEvent', `attachedToRef="${id}"`, '<timerEventDefinition/>');
      const join = node('exclusiveGateway');
      flow(id, join);
      flow(timer, join);
      return [id, join];
    }
    if (each.kind === 'part') {
      const [inner] = each.parts;
      const id = node('subProcess', '', inner ? inScope(inner, drawing) : '');
      return [id, id];
    }
    if (each.kind === 'sequence') {
      const drawn = each.parts.map(draw);
      drawn.slice(1).forEach(([first], at) => {
        flow(drawn[at]?.[1] ?? '', first);
      });
      return [drawn[0]?.[0] ?? '', drawn.at(-1)?.[1] ?? ''];
    }
    const type = each.kind === 'parallel' ? 'parallelGateway' : 'exclusiveGateway';
    const [split, join] = [node(type), node(type)];
    for (const part of each.parts) {
      const [first, last] = draw(part);
      flow(split, first);
      flow(last, join);
    }
    if (each.kind === 'loop') flow(join, split);
    return [split, join];
  };
  const start = node('startEvent');
  const [first, last] = draw(block);
  const end = node('endEvent');
  flow(start, first);
  flow(last, end);
  return out.join('\n');
}

/** The least scenarios for every flow, by the structure alone; each loop none, once and `rounds` times. */
export function leastScenarios(block: StructuredBlock, rounds: number): number {
  if (block.kind === 'task') return 1;
  if (block.kind === 'timed') return 2;
  const parts = block.parts.map((part) => leastScenarios(part, rounds));
  if (block.kind === 'choice') return parts.reduce((sum, part) => sum + part, 0);
  const most = Math.max(...parts);
  if (block.kind !== 'loop') return most;
  // Goes and rounds together have to pass the body as often as it needs.
  const goes = rounds === 0 ? 1 : rounds === 1 ? 2 : 3;
  const passes = (count: number): number => {
    if (rounds === 0) return 2 * count;
    const asked = rounds === 1 ? 1 : 1 + rounds;
    return count + asked + rounds * (count - goes);
  };
  let least = goes;
  while (passes(least) < most) least += 1;
  return least;
}
