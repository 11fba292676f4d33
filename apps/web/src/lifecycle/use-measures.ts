import { useMemo } from 'react';
import { useLanguage } from '../kernel/i18n/language.ts';

/** Durations and sizes in a language's way. */
export function createMeasures(language: string) {
  const unit = (name: string, digits = 0) =>
    new Intl.NumberFormat(language, {
      style: 'unit',
      unit: name,
      unitDisplay: 'short',
      maximumFractionDigits: digits,
    });
  const steps = [
    [60_000, unit('minute', 1)],
    [1_000, unit('second', 1)],
    [1, unit('millisecond')],
  ] as const;
  const sizes = [
    [1e9, unit('gigabyte', 1)],
    [1e6, unit('megabyte', 1)],
    [1e3, unit('kilobyte')],
    [1, unit('byte')],
  ] as const;
  const inUnits = (value: number, units: typeof steps | typeof sizes) => {
    const [size, format] = units.find(([least]) => value >= least) ?? [1, units.at(-1)?.[1]];
    return format?.format(value / size) ?? '';
  };
  return {
    /** Milliseconds. */
    duration: (milliseconds: number) => inUnits(Math.max(milliseconds, 0), steps),
    bytes: (count: number) => inUnits(count, sizes),
  };
}

export function useMeasures() {
  const language = useLanguage();
  return useMemo(() => createMeasures(language), [language]);
}
