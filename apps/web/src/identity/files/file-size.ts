const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;

/** `5 MB`, as the language writes it; in the steps of 1024 by which limits are set. */
export function fileSize(bytes: number, language: string): string {
  const step = Math.min(units.length - 1, Math.max(0, Math.floor(Math.log2(bytes || 1) / 10)));
  const value = bytes / 1024 ** step;
  const unitDisplay = step === 0 ? 'long' : 'short';
  const options = { style: 'unit', unit: units[step], unitDisplay } as const;
  const digits = { maximumFractionDigits: value < 10 && step > 0 ? 1 : 0 };
  return new Intl.NumberFormat(language, { ...options, ...digits }).format(value);
}
