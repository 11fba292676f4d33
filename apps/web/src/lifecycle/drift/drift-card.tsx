import { Button, Text } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorWords } from '../../kernel/errors/error-words.ts';
import { Card } from '../../kernel/frame/card.tsx';
import pageClasses from '../database-page.module.css';
import type { CommandLine } from '../use-lifecycle.ts';
import classes from './drift.module.css';
import { DriftFindings } from './drift-findings.tsx';
import { useDriftCheck } from './use-drift-check.ts';

/** Looks for drift when it is asked to, and shows what was found last. */
export function DriftCard({ commandLine }: { readonly commandLine: CommandLine }) {
  const { t } = useTranslation('database');
  const { step, last, error, start } = useDriftCheck();
  const progress = useId();
  const isRunning = step !== null;
  return (
    <Card title={t('drift.title')} text={t('drift.text')}>
      <Button
        leftSection={<IconRefresh size={18} aria-hidden />}
        // Not `disabled`: it would take the focus away from whoever has just pressed it.
        aria-disabled={isRunning}
        {...(isRunning && { 'data-disabled': true })}
        onClick={() => {
          if (!isRunning) start();
        }}
      >
        {last === null ? t('drift.check') : t('drift.again')}
      </Button>
      <div role="status" className={classes.state}>
        {isRunning && (
          <>
            <Text size="sm" id={progress}>
              {t(`drift.steps.${step}`)}
            </Text>
            <progress className={classes.progress} aria-label={t('drift.progress')} />
          </>
        )}
        {!isRunning && last === null && error === null && (
          <Text size="sm" c="dimmed">
            {t('drift.never')}
          </Text>
        )}
      </div>
      {error !== null && <Refusal error={error} />}
      {last !== null && !isRunning && <DriftFindings result={last} program={commandLine.program} />}
    </Card>
  );
}

function Refusal({ error }: { readonly error: unknown }) {
  const { t } = useTranslation('kernel');
  const { code, text } = useErrorWords(error);
  return (
    <div role="alert" className={pageClasses.problem} data-tone="bad">
      <Text fw={600}>{text}</Text>
      <Text size="sm" c="dimmed">
        {t('failure.code', { code })}
      </Text>
    </div>
  );
}
