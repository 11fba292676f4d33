import { orchestraActions } from '@atelier/domain/orchestra/actions.ts';
import type { OrchestraWaiting as Waiting } from '@atelier/domain/orchestra/types.ts';
import { Text } from '@mantine/core';
import {
  IconAlertTriangle,
  IconHandStop,
  IconHelp,
  IconPlayerPlay,
  IconSitemap,
} from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useTRPC } from '../../kernel/api.ts';
import { WaitingLine, WaitingLines } from '../../kernel/home/waiting-line.tsx';
import { WaitingPart } from '../../kernel/home/waiting-part.tsx';
import { useMay } from '../../kernel/me/frame-parts.ts';

const kinds = [
  { of: 'stuck', icon: IconAlertTriangle },
  { of: 'questions', icon: IconHelp },
  { of: 'held', icon: IconHandStop },
] as const;

/** How many of each are named. */
const shown = 3;

/** What waits in Orchestra: test runs that want something of a person, and what runs. */
export function OrchestraWaiting() {
  const { ready } = useTranslation('orchestra-waiting');
  const read = useQuery(useTRPC().orchestra.waiting.queryOptions());
  return (
    <WaitingPart {...read} ready={ready}>
      {(data) => <Lines data={data} />}
    </WaitingPart>
  );
}

function Lines({ data }: { readonly data: Waiting }) {
  const { t } = useTranslation('orchestra-waiting');
  const mayEdit = useMay(orchestraActions.edit);
  const waiting = kinds.flatMap(({ of, icon }) =>
    data[of].slice(0, shown).map((run) => ({ ...run, of, icon })),
  );
  if (data.suites === 0) {
    return (
      <WaitingLines>
        <WaitingLine
          icon={IconSitemap}
          text={t('none')}
          detail={t(mayEdit ? 'begin' : 'look')}
          link={{ to: '/orchestra' }}
        />
      </WaitingLines>
    );
  }
  if (waiting.length === 0 && data.running === 0) return <Text>{t('nothing')}</Text>;
  return (
    <WaitingLines>
      {waiting.map(({ of, icon, testRunId, suiteRunId, suiteRunNumber, name }) => (
        <WaitingLine
          key={testRunId}
          icon={icon}
          tone={of === 'stuck' ? 'bad' : 'plain'}
          text={name}
          detail={t(of, { number: suiteRunNumber })}
          link={{
            to: '/orchestra/runs/$suiteRunId',
            params: { suiteRunId },
            search: { test: testRunId },
          }}
        />
      ))}
      {data.running > 0 && (
        <WaitingLine
          icon={IconPlayerPlay}
          text={t('running', { count: data.running })}
          link={{ to: '/orchestra/runs' }}
        />
      )}
    </WaitingLines>
  );
}
