/**
 * Round numbers from 0 to at least `max`, about `count` steps of 1, 2 or 5 times a power of ten; whole
 * steps only, since what is counted comes in pieces.
 */
export function niceTicks(max: number, count = 4): readonly number[] {
  const highest = Math.max(max, 1);
  const rough = highest / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const nice = [1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10;
  const step = Math.max(1, nice * power);
  const ticks = [];
  for (let tick = 0; tick < highest + step; tick += step) ticks.push(tick);
  return ticks;
}
