import { filesPath } from '@atelier/domain/identity/files/attached-file.ts';
import { proofActions } from '@atelier/domain/runs/proof-actions.ts';
import type { RunSeal } from '@atelier/domain/runs/seal/proof-types.ts';
import type { Run } from '@atelier/domain/runs/types.ts';
import { Anchor, Button, Code, Group, Stack, Text } from '@mantine/core';
import '@mantine/core/styles/Anchor.css';
import '@mantine/core/styles/Code.css';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { useCommand } from '../../kernel/commands/use-command.ts';
import { Card } from '../../kernel/frame/card.tsx';
import { useFormat } from '../../kernel/i18n/format.ts';
import { useLanguage } from '../../kernel/i18n/language.ts';
import { useMay } from './use-may.ts';

interface Props {
  readonly run: Run;
  readonly seal: RunSeal | null;
}

const megabyte = 1024 ** 2;

/** The archive of a sealed run, or the way to it. */
export function SealCard({ run, seal }: Props) {
  const { t } = useTranslation('proof');
  const format = useFormat();
  return (
    <Card title={t('seal')} text={t('sealText')}>
      {seal === null && <SealButton run={run} />}
      {seal !== null && (
        <Stack gap="xs">
          <Text>{t('sealedAt', { when: format.exactInstant(Date.parse(seal.sealedAt)) })}</Text>
          <Group>
            <Anchor href={`${filesPath}/${seal.fileId}?download`} download>
              {t('download', { size: format.number(Math.ceil(seal.size / megabyte)) })}
            </Anchor>
            <Anchor href="/verify" target="_blank" rel="noopener">
              {t('verify')}
            </Anchor>
          </Group>
          <Hash label={t('fingerprint')} value={seal.fingerprint} />
          <Hash label={t('sha256')} value={seal.sha256} />
        </Stack>
      )}
    </Card>
  );
}

function SealButton({ run }: Pick<Props, 'run'>) {
  const { t } = useTranslation('proof');
  const language = useLanguage();
  const [isSealing, setSealing] = useState(false);
  const may = useMay(proofActions.seal, run.projectId);
  const seal = useCommand('runs.proof.seal', { says: () => ({ key: 'proof:sealed' }) });
  if (run.status !== 'locked' || !may) return <Text c="dimmed">{t('onlyLocked')}</Text>;
  const begin = async () => {
    setSealing(true);
    await seal.run({ runId: run.id, language });
    setSealing(false);
  };
  return (
    <Button disabled={isSealing} onClick={() => void begin()}>
      {t(isSealing ? 'sealing' : 'sealIt')}
    </Button>
  );
}

function Hash({ label, value }: { readonly label: string; readonly value: string }) {
  return (
    <div>
      <Text size="sm" c="dimmed">
        {label}
      </Text>
      <Code style={{ overflowWrap: 'anywhere' }}>{value}</Code>
    </div>
  );
}
