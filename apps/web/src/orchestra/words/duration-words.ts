import { useMemo } from 'react';
import { useLanguage } from '../../kernel/i18n/language.ts';

const units = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1000],
] as const;

/** A span as people say it, in its two largest units: `3 min 20 s`, `4.1 s`, `250 ms`. */
export function durationWords(language: string): (ms: number) => string {
  const unit = (name: string, digits = 0) =>
    new Intl.NumberFormat(language, {
      style: 'unit',
      unit: name,
      unitDisplay: 'short',
      maximumFractionDigits: digits,
    });
  const words = {
    day: unit('day'),
    hour: unit('hour'),
    minute: unit('minute'),
    second: unit('second'),
    tenths: unit('second', 1),
    millisecond: unit('millisecond'),
  };
  return (ms) => {
    const whole = Math.max(0, Math.round(ms));
    if (whole < 1000) return words.millisecond.format(whole);
    // What would be rounded up to a minute is one.
    if (whole < 59_950) return words.tenths.format(whole / 1000);
    const seconds = Math.round(whole / 1000) * 1000;
    const first = units.findIndex(([, size]) => seconds >= size);
    const parts: string[] = [];
    let rest = seconds;
    for (const [name, size] of units.slice(first, first + 2)) {
      const count = Math.floor(rest / size);
      rest -= count * size;
      if (count > 0) parts.push(words[name].format(count));
    }
    return parts.join(' ');
  };
}

export function useDuration(): (ms: number) => string {
  const language = useLanguage();
  return useMemo(() => durationWords(language), [language]);
}
