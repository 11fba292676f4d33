/** Microseconds since 1970 in UTC, the precision of PostgreSQL's timestamptz. */
export type Micros = number;

export const microsPerSecond = 1_000_000;

/** ISO 8601 in UTC: `2026-01-31T08:00:00.123456Z`, with six digits or, of a whole second, with none. */
export function formatMicros(at: Micros): string {
  // The remainder first, and of whole seconds: both steps are exact also after 2255.
  const rest = ((at % microsPerSecond) + microsPerSecond) % microsPerSecond;
  const second = new Date((at - rest) / 1000).toISOString().slice(0, -'.000Z'.length);
  return rest === 0 ? `${second}Z` : `${second}.${String(rest).padStart(6, '0')}Z`;
}

/** The years 1 to 9999: the ones that can be written with four digits, in any zone. */
const firstInstant: Micros = Date.parse('0001-01-01T00:00:00Z') * 1000;
const endOfInstants: Micros = Date.UTC(10_000, 0, 1) * 1000;

const isoInstant =
  /^(\d{4})-(\d\d)-(\d\d)[Tt ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?(?:([Zz])|([+-])(\d\d):?(\d\d)?)?$/;

/**
 * Reads an ISO 8601 date and time; without a zone it is UTC, digits past the microsecond are cut.
 * Null for anything else, for dates that no calendar has, and for instants outside the years 1 to 9999.
 */
export function parseInstant(text: string): Micros | null {
  const match = isoInstant.exec(text);
  if (match === null) return null;
  const [, year, month, day, hour, minute, second = '0', fraction = '', , sign] = match;
  const [offsetHours = '0', offsetMinutes = '0'] = match.slice(10);
  const parts = [year, month, day, hour, minute, second].map(Number);
  const [y = 0, mo = 0, d = 0, h = 0, mi = 0, s = 0] = parts;
  if (h > 23 || mi > 59 || s > 59 || Number(offsetHours) > 15 || Number(offsetMinutes) > 59)
    return null;
  const date = new Date(0);
  date.setUTCFullYear(y, mo - 1, d);
  if (y < 1 || date.getUTCMonth() !== mo - 1 || date.getUTCDate() !== d) return null;
  date.setUTCHours(h, mi, s);
  const offset = (sign === '-' ? -1 : 1) * (Number(offsetHours) * 60 + Number(offsetMinutes)) * 60;
  const micros = Number(fraction.padEnd(6, '0').slice(0, 6));
  const at = (date.getTime() / 1000 - offset) * microsPerSecond + micros;
  return at >= firstInstant && at < endOfInstants ? at : null;
}
