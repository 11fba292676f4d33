/**
 * How long an answer's headers ask to wait, in milliseconds: `retry-after-ms`, or `Retry-After` as seconds or as a date
 * (RFC 9110, 10.2.3). Undefined where they do not say, or nothing that can be understood.
 */
export function retryAfterMs(
  headers: Readonly<Record<string, string>>,
  now: number,
): number | undefined {
  const milliseconds = Number(headers['retry-after-ms'] || undefined);
  if (milliseconds >= 0) return Math.ceil(milliseconds);
  const text = headers['retry-after']?.trim() ?? '';
  if (/^\d+(\.\d+)?$/.test(text)) return Math.ceil(Number(text) * 1000);
  // Date.parse takes much for a date that is none of HTTP's, such as -1.
  const date = /[a-z]{3}/i.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
