import type { Dashboard } from '@atelier/domain/runs/reports/types.ts';
import { Text } from '@mantine/core';
import { IconAlertTriangle, IconHourglass, IconPlayerPlay } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useTRPC } from '../../kernel/api.ts';
import { WaitingLine, WaitingLines } from '../../kernel/home/waiting-line.tsx';
import { WaitingPart } from '../../kernel/home/waiting-part.tsx';

/** How many of each are named; all of them are on the area's own page. */
const shown = 3;

/** What waits in Runs: one's own runs, those that got stuck, and cases that fail since lately. */
export function RunsWaiting() {
  const { ready } = useTranslation('runs-waiting');
  const read = useQuery(useTRPC().runs.reports.dashboard.queryOptions({}));
  return (
    <WaitingPart {...read} ready={ready}>
      {(data) => <Lines data={data} />}
    </WaitingPart>
  );
}

function Lines({ data: { mine, stuck, newFailures } }: { readonly data: Dashboard }) {
  const { t } = useTranslation('runs-waiting');
  const stuckIds = new Set(stuck.map(({ id }) => id));
  if (mine.length + stuck.length + newFailures.length === 0) return <Text>{t('nothing')}</Text>;
  return (
    <WaitingLines>
      {mine
        .filter(({ id }) => !stuckIds.has(id))
        .slice(0, shown)
        .map(({ id, title, projectName, results }) => (
          <WaitingLine
            key={id}
            icon={IconPlayerPlay}
            text={title}
            detail={t('mine', { project: projectName, count: results.open })}
            link={{ to: '/runs/runs/$runId', params: { runId: id } }}
          />
        ))}
      {stuck.slice(0, shown).map(({ id, title, projectName, engineer }) => (
        <WaitingLine
          key={id}
          icon={IconHourglass}
          text={title}
          detail={t('stuck', { project: projectName, engineer })}
          link={{ to: '/runs/runs/$runId', params: { runId: id } }}
        />
      ))}
      {newFailures.slice(0, shown).map(({ itemId, key, title, runId, runTitle }) => (
        <WaitingLine
          key={itemId}
          icon={IconAlertTriangle}
          text={`${key} ${title}`}
          detail={t('failed', { run: runTitle })}
          link={{ to: '/runs/runs/$runId', params: { runId } }}
        />
      ))}
    </WaitingLines>
  );
}
