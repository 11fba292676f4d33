import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../kernel/i18n/format.ts';
import { CodeBlock } from '../code-block.tsx';
import { Command } from '../command.tsx';
import classes from '../database-page.module.css';
import { Mono } from '../mono.tsx';
import type { Attempt, CommandLine, Status } from '../use-lifecycle.ts';
import { FailureText } from './failure-text.tsx';

interface Props {
  readonly attempt: Attempt;
  readonly status: Pick<Status, 'interruptedProgress' | 'interruptedFate' | 'nextStep'>;
  readonly commandLine: CommandLine;
}

/** A migration that was begun and not finished, and what leads out of that. */
export function InterruptedNotice({ attempt, status, commandLine: { program } }: Props) {
  const { t } = useTranslation('database');
  const format = useFormat();
  const { interruptedProgress: progress, interruptedFate: fate, nextStep } = status;
  const { name, profile, direction, outcome, startedAt, runner, error } = attempt;
  const how = outcome === 'failed' ? 'Failed' : 'Killed';
  const again =
    profile === null ? direction : `adopt ${profile}${direction === 'up' ? '' : ' --release'}`;
  return (
    <li className={classes.problem} data-tone="bad">
      <Mono>{name}</Mono>
      <Text size="sm">{t(`interrupted.${direction}${how}`)}</Text>
      <Text size="sm" c="dimmed">
        {t('interrupted.by', { when: format.exactInstant(Date.parse(startedAt)), runner })}
      </Text>
      {error !== null && (
        <Text size="sm" component="div">
          <FailureText text={error} />
        </Text>
      )}
      {progress !== null && (
        <Text size="sm">
          {t('interrupted.progress', { done: progress.done, known: progress.known })}
        </Text>
      )}
      {progress?.next != null && (
        <Text size="sm">
          {t('interrupted.next', { number: progress.next.number })}
          {progress.next.sql !== null && <Mono>{progress.next.sql}</Mono>}
        </Text>
      )}
      {fate === 'settled' && <Text size="sm">{t(`interrupted.${direction}Settled`)}</Text>}
      {(fate === 'rolled-back' || fate === 'nothing-done') && (
        <Command label={t(`interrupted.${fate}`)}>{`${program} db ${again}`}</Command>
      )}
      {progress !== null && nextStep !== null && isHalfDone(nextStep.code) && (
        <>
          <Text size="sm">{t(`nextStep.${nextStep.code}`)}</Text>
          {nextStep.commands.map((command) => (
            <CodeBlock key={command} label={command}>{`${program} ${command}`}</CodeBlock>
          ))}
        </>
      )}
    </li>
  );
}

const halfDoneCodes = [
  'ERR_MIGRATION_HALF_DONE',
  'ERR_MIGRATION_HALF_FAILED',
  'ERR_MIGRATION_HALF_BACK',
  'ERR_MIGRATION_HALF_EDITED',
  'ERR_MIGRATION_HALF_MISSING',
  'ERR_MIGRATION_IN_DOUBT',
] as const;

/** Of other steps a notice of their own tells. */
const isHalfDone = (code: string): code is (typeof halfDoneCodes)[number] =>
  halfDoneCodes.some((each) => each === code);
