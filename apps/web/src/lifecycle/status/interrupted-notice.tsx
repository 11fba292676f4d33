import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../kernel/i18n/format.ts';
import { Command } from '../command.tsx';
import classes from '../database-page.module.css';
import { Mono } from '../mono.tsx';
import type { Attempt, CommandLine, Status } from '../use-lifecycle.ts';
import { FailureText } from './failure-text.tsx';

interface Props {
  readonly attempt: Attempt;
  readonly progress: Status['interruptedProgress'];
  readonly commandLine: CommandLine;
}

/** A migration that was begun and not finished, and the commands that go on or take it back. */
export function InterruptedNotice({ attempt, progress, commandLine }: Props) {
  const { t } = useTranslation('database');
  const format = useFormat();
  const { name, profile, direction, outcome, transactional, startedAt, runner, error } = attempt;
  const how = outcome === 'failed' ? 'Failed' : 'Killed';
  const other = direction === 'up' ? 'down' : 'up';
  const again =
    profile === null ? direction : `adopt ${profile}${direction === 'up' ? '' : ' --release'}`;
  const command = (word: string) => `${commandLine.program} db ${word}`;
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
      {transactional ? (
        <Command label={t('interrupted.rolledBack')}>{command(again)}</Command>
      ) : (
        <>
          <Command label={t('interrupted.halfDone')}>{command(direction)}</Command>
          <Command
            label={direction === 'up' ? t('interrupted.takeBack') : t('interrupted.applyAgain')}
          >
            {command(other)}
          </Command>
        </>
      )}
    </li>
  );
}
