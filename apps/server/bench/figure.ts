/** One measured figure, as it is printed: one JSON line. */
export interface Figure {
  readonly figure: string;
  readonly value: number;
  readonly unit: string;
  /** The same work without our code around it, measured in the same run. */
  readonly floor?: number;
  /** value / floor. */
  readonly ratio?: number;
  /** What the ratio, or the value where there is no floor to reach, is held to. */
  readonly wanted?: string;
  readonly ok?: boolean;
  readonly [detail: string]: unknown;
}

export function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? Number.NaN)) / 2;
}

/** The number below which `share` (0..1) of all stand. */
export function percentile(numbers: readonly number[], share: number): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

export function rounded(number: number, digits = 3): number {
  return Number(number.toFixed(digits));
}

/**
 * Measures value and floor by turns (value, floor, value, floor, …), so that whatever else the machine
 * does meanwhile meets both; gives the medians.
 */
export async function interleaved(
  rounds: number,
  value: (round: number) => Promise<number>,
  floor: (round: number) => Promise<number>,
): Promise<{ value: number; floor: number }> {
  const values: number[] = [];
  const floors: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    values.push(await value(round));
    floors.push(await floor(round));
  }
  return { value: median(values), floor: median(floors) };
}

interface Measured {
  readonly value: number;
  readonly floor: number;
}

/** A figure whose value is held to a share of its floor. */
export function shareOfFloor(
  figure: string,
  unit: string,
  measured: Measured,
  wanted: number,
): Figure {
  const compared = besideFloor(figure, unit, measured);
  return { ...compared, wanted: `ratio >= ${wanted}`, ok: compared.ratio >= wanted };
}

/** A duration that is held to so many times its floor. */
export function timesFloor(
  figure: string,
  unit: string,
  measured: Measured,
  wanted: number,
): Figure {
  const compared = besideFloor(figure, unit, measured);
  return { ...compared, wanted: `ratio <= ${wanted}`, ok: compared.ratio <= wanted };
}

function besideFloor(figure: string, unit: string, { value, floor }: Measured) {
  const ratio = rounded(value / floor);
  return { figure, value: rounded(value), unit, floor: rounded(floor), ratio };
}

/** A figure whose value is held under a limit; the floor is for comparison. */
export function underLimit(
  figure: string,
  unit: string,
  { value, floor }: { value: number; floor?: number },
  limit: number,
): Figure {
  const compared =
    floor === undefined ? {} : { floor: rounded(floor), ratio: rounded(value / floor) };
  return {
    figure,
    value: rounded(value),
    unit,
    ...compared,
    wanted: `< ${limit}`,
    ok: value < limit,
  };
}
