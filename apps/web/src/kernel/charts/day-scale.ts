const millisPerDay = 86_400_000;

/** Days since 1970 of a `YYYY-MM-DD`. */
export function dayNumber(day: string): number {
  return Date.parse(`${day}T00:00:00Z`) / millisPerDay;
}

export function dayOf(number: number): string {
  return new Date(number * millisPerDay).toISOString().slice(0, 10);
}

/** Up to `count` days spread evenly from the first to the last, both among them. */
export function spreadDays(first: string, last: string, count: number): readonly string[] {
  const start = dayNumber(first);
  const span = dayNumber(last) - start;
  const steps = Math.min(count - 1, span);
  if (steps <= 0) return [first];
  return Array.from({ length: steps + 1 }, (_, i) => dayOf(start + Math.round((span * i) / steps)));
}
