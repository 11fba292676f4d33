import type {
  DependencyLayout,
  PlacedScenario,
} from '@atelier/domain/orchestra/dependency-layout.ts';

const node = { width: 216, height: 76 };
const gap = { x: 56, y: 16 };

type Place = Pick<PlacedScenario, 'column' | 'row'>;

const left = ({ column }: Place) => column * (node.width + gap.x);
const top = ({ row }: Place) => row * (node.height + gap.y);

/** Where a scenario stands in the picture, in pixels. */
export const placeOf = (place: Place) => ({ ...node, left: left(place), top: top(place) });

export const pictureSize = ({ columns, rows }: DependencyLayout) => ({
  width: Math.max(0, columns * (node.width + gap.x) - gap.x),
  height: Math.max(0, rows * (node.height + gap.y) - gap.y),
});

/** A line from the right side of one to the left side of another, as SVG has it. */
export function linePath(from: Place, to: Place): string {
  const [x1, y1] = [left(from) + node.width, top(from) + node.height / 2];
  const [x2, y2] = [left(to) - 4, top(to) + node.height / 2];
  const bend = Math.max(gap.x / 2, (x2 - x1) / 2);
  return `M${x1} ${y1} C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}`;
}
