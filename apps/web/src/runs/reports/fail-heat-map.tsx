import type { FailRate } from '@atelier/domain/runs/reports/types.ts';
import { useTranslation } from 'react-i18next';
import { ScrollRegion } from '../../kernel/frame/scroll-region.tsx';
import { useFormat } from '../../kernel/i18n/format.ts';
import classes from './reports.module.css';

/** From which share of failures on a cell is as red as it gets. */
const hottest = 0.25;

/** Models by firmwares: how red a cell is, it also says. */
export function FailHeatMap({ rates }: { readonly rates: readonly FailRate[] }) {
  const { t } = useTranslation('reports');
  const format = useFormat();
  const models = [...new Set(rates.map(({ model }) => model))];
  const firmwares = [...new Set(rates.map(({ firmware }) => firmware))];
  const cells = new Map(rates.map((rate) => [`${rate.model}\n${rate.firmware}`, rate]));
  const named = (word: string) => word || t('noAsset');
  return (
    <ScrollRegion className={classes.scroller} label={t('rates')}>
      <table className={classes.heat}>
        <caption>{t('rates')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('filters.model')}</th>
            {firmwares.map((firmware) => (
              <th key={firmware} scope="col">
                {named(firmware)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {models.map((model) => (
            <tr key={model}>
              <th scope="row">{named(model)}</th>
              {firmwares.map((firmware) => {
                const rate = cells.get(`${model}\n${firmware}`);
                const share = rate && shareOf(rate);
                return (
                  <td key={firmware} style={{ background: heatOf(share) }}>
                    {rate && share !== undefined && (
                      <>
                        <strong>{format.percent(share)}</strong>
                        <small>
                          {format.number(rate.fail)} / {format.number(rate.ok + rate.fail)}
                        </small>
                      </>
                    )}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}

/** The share of failures, undefined where nothing came out. */
export function shareOf({ ok, fail }: FailRate): number | undefined {
  return ok + fail === 0 ? undefined : fail / (ok + fail);
}

function heatOf(share: number | undefined): string {
  if (share === undefined) return 'transparent';
  const strength = Math.round(Math.min(share / hottest, 1) * 40);
  return `color-mix(in srgb, var(--mantine-color-red-6) ${strength}%, transparent)`;
}
