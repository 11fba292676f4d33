const units = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** `250ms`, `30s`, `1h30m`, `2d`; the units from large to small, each at most once. */
export const durationPattern = /^(\d{1,6}d)?(\d{1,6}h)?(\d{1,6}m)?(\d{1,7}s)?(\d{1,9}ms)?$/;

/** A year: nothing waits longer. */
export const maxDuration = 366 * units.d;

/** Milliseconds of a duration as it is written, or of a number of milliseconds; null for what is neither. */
export function milliseconds(written: unknown): number | null {
  if (typeof written === 'number') return inRange(Math.ceil(written));
  if (typeof written !== 'string' || written === '' || !durationPattern.test(written)) return null;
  let sum = 0;
  for (const [, count, unit] of written.matchAll(/(\d+)(ms|s|m|h|d)/g)) {
    sum += Number(count) * (units[unit as keyof typeof units] ?? 0);
  }
  return inRange(sum);
}

function inRange(value: number): number | null {
  return Number.isFinite(value) && value >= 0 && value <= maxDuration ? value : null;
}

/** A duration as a person writes it: the shortest text that {@link milliseconds} reads back. */
export function durationText(value: number): string {
  let rest = Math.max(0, Math.round(value));
  let text = '';
  for (const unit of ['d', 'h', 'm', 's', 'ms'] as const) {
    const count = Math.floor(rest / units[unit]);
    rest -= count * units[unit];
    if (count > 0) text += `${count}${unit}`;
  }
  return text === '' ? '0s' : text;
}
