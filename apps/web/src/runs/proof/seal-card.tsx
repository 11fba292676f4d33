import { filesPath } from '@atelier/domain/identity/files/attached-file.ts';
import type { ShownJob } from '@atelier/domain/kernel/job.ts';
import { proofActions } from '@atelier/domain/runs/proof-actions.ts';
import type { RunSeal } from '@atelier/domain/runs/seal/proof-types.ts';
import type { Run } from '@atelier/domain/runs/types.ts';
import { Anchor, Button, Code, Group, Loader, Stack, Text } from '@mantine/core';
import '@mantine/core/styles/Anchor.css';
import '@mantine/core/styles/Code.css';
import { useTranslation } from 'react-i18next';

import { useCommand } from '../../kernel/commands/use-command.ts';
import { codeWords } from '../../kernel/errors/error-words.ts';
import { Card } from '../../kernel/frame/card.tsx';
import { useFormat } from '../../kernel/i18n/format.ts';
import { useLanguage } from '../../kernel/i18n/language.ts';
import { useMay } from './use-may.ts';

interface Props {
  readonly run: Run;
  readonly seal: RunSeal | null;
  /** The job that makes the archive, as far as it is. */
  readonly sealing: ShownJob | null;
}

const megabyte = 1024 ** 2;

/** The archive of a sealed run, or the way to it. */
export function SealCard({ run, seal, sealing }: Props) {
  const { t } = useTranslation('proof');
  const format = useFormat();
  return (
    <Card title={t('seal')} text={t('sealText')}>
      {seal === null && <Sealing run={run} job={sealing} />}
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

/** The way to the archive: its button, and how the job goes that makes it. */
function Sealing({ run, job }: { readonly run: Run; readonly job: ShownJob | null }) {
  const { t, i18n } = useTranslation('proof');
  const language = useLanguage();
  const may = useMay(proofActions.seal, run.projectId);
  const seal = useCommand('runs.proof.beginSeal');
  const isUnderWay = job?.status === 'waiting' || job?.status === 'working';
  if (!isUnderWay && (run.status !== 'locked' || !may)) {
    return <Text c="dimmed">{t('onlyLocked')}</Text>;
  }
  const failure =
    job?.error && codeWords(i18n, { code: job.error.code, details: job.error.params ?? {} });
  return (
    <Stack gap="xs" align="flex-start">
      <div role="status">
        {isUnderWay && (
          <Group gap="xs">
            <Loader size="sm" aria-hidden />
            <Text>{t(job.error === null ? 'sealing' : 'sealingAgain')}</Text>
          </Group>
        )}
        {failure && <Text c="var(--mantine-color-error)">{failure.text}</Text>}
      </div>
      {!isUnderWay && (
        <Button onClick={() => void seal.run({ runId: run.id, language })}>
          {t(job?.status === 'failed' ? 'sealAgain' : 'sealIt')}
        </Button>
      )}
    </Stack>
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
