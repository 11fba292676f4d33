import type { TestRun } from '@atelier/domain/orchestra/types.ts';
import type { TFunction } from 'i18next';
import type { Format } from '../../kernel/i18n/format.ts';

/** What a test run waits for, in words; null where it waits for nothing that can be told. */
export function waitsText(
  { status, waitsFor }: Pick<TestRun, 'status' | 'waitsFor'>,
  t: TFunction<'orchestra-run'>,
  format: Format,
): string | null {
  if (waitsFor === null || (status !== 'PENDING' && status !== 'FAILED_STUCK')) return null;
  const { kind, until, barrier } = waitsFor;
  switch (kind) {
    case 'time':
      return typeof until === 'string'
        ? t('waits.timeUntil', { at: format.exactInstant(Date.parse(until)) })
        : t('waits.time');
    case 'barrier':
      return t('waits.barrier', { barrier: String(barrier) });
    case 'dependency':
    case 'person':
    case 'hold':
    case 'decision':
    case 'mail':
    case 'message':
    case 'pause':
      return t(`waits.${kind}`);
    default:
      return t('waits.other');
  }
}
