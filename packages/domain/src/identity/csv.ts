/**
 * A cell of a CSV file (RFC 4180). A spreadsheet takes what begins with one of these signs for a formula, and
 * runs it; such a cell begins with an apostrophe, which spreadsheets show as text (OWASP, CSV injection).
 */
export function csvCell(value: string | null): string {
  if (value === null) return '';
  const safe = /^[=+\-@\t\r\n＝＋－＠]/.test(value) ? `'${value}` : value;
  return /[",;\r\n\t']/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** A line with its end. */
export function csvLine(values: readonly (string | null)[]): string {
  return `${values.map(csvCell).join(',')}\r\n`;
}
