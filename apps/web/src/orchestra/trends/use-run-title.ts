import type { TrendRun } from '@atelier/domain/orchestra/trend-types.ts';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../kernel/i18n/format.ts';

/** What a run is called when it is pointed at in a chart. */
export function useRunTitle(runs: readonly TrendRun[]): (place: number) => string {
  const { t } = useTranslation('orchestra-trends');
  const format = useFormat();
  return (place) => {
    const run = runs[place];
    if (run === undefined) return '';
    const { number, revision, environmentName: environment, startedAt } = run;
    return t('runTitle', {
      ...{ number, revision, environment },
      at: format.instant(Date.parse(startedAt)),
    });
  };
}
