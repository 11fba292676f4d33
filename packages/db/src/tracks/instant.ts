/** An instant as ISO 8601; null for `infinity`, which older programs wrote and the driver reads as a number. */
export function instantOf(value: Date | number | null): string | null {
  return value instanceof Date ? value.toISOString() : null;
}

/** The same where there always is one: the beginning of time for what is none. */
export function certainInstant(value: Date | number | null): string {
  return instantOf(value) ?? new Date(0).toISOString();
}
