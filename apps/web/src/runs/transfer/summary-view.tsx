import type { ImportSummary } from '@atelier/domain/runs/interchange/import-summary.ts';
import { Group, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ScrollRegion } from '../../kernel/frame/scroll-region.tsx';
import type { en } from '../messages/transfer-en.ts';
import classes from './transfer.module.css';

interface Props {
  readonly summary: ImportSummary;
  readonly children: ReactNode;
}

/** What an import would do, or has done: how much, and with which cases. */
export function SummaryView({ summary, children }: Props) {
  const { t } = useTranslation('transfer');
  const { isDone, added, changed, same, lines } = summary;
  const word = (change: string) => t(`changes.${change as keyof typeof en.changes}`);
  return (
    <section aria-label={t(isDone ? 'done' : 'would')}>
      <Title order={3} size="h4">
        {t(isDone ? 'done' : 'would')}
      </Title>
      <Text role="status">
        {[
          t('added', { count: added }),
          t('changed', { count: changed }),
          t('same', { count: same }),
        ].join(' · ')}
      </Text>
      {added + changed === 0 && <Text c="dimmed">{t('nothing')}</Text>}
      <Group my="sm">{children}</Group>
      {lines.length > 0 && (
        <>
          {lines.length < added + changed && (
            <Text size="sm" c="dimmed">
              {t('shownFirst', { count: lines.length })}
            </Text>
          )}
          <ScrollRegion label={t('differences')} className={classes.table}>
            <table>
              <thead>
                <tr>
                  <th scope="col">{t('case')}</th>
                  <th scope="col">{t('suite')}</th>
                  <th scope="col">{t('what')}</th>
                </tr>
              </thead>
              <tbody>
                {lines.map(({ key, title, suite, changes }, place) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: lines are nothing but their order
                  <tr key={place}>
                    <td>{key === null ? title : `${key} · ${title}`}</td>
                    <td>{suite.join(' › ')}</td>
                    <td>{changes.length === 0 ? t('isNew') : changes.map(word).join(', ')}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </ScrollRegion>
        </>
      )}
    </section>
  );
}
