import { type FailureFact, failureFacts } from '@atelier/domain/orchestra/failure-facts.ts';
import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../kernel/i18n/format.ts';
import { useDuration } from '../words/duration-words.ts';

interface Props {
  readonly failure: {
    readonly code: string;
    readonly facts?: Readonly<Record<string, unknown>> | undefined;
  };
}

/** What has a limit of its time. */
const limited = ['attempt', 'scenario', 'run', 'poll'] as const;

/** Why a step failed, in words, with the facts as they were told. */
export function FailureText({ failure: { code, facts = {} } }: Props) {
  const { t, i18n } = useTranslation('orchestra-run');
  const format = useFormat();
  const duration = useDuration();
  const isKnown = i18n.exists(`failures.${code}`, { ns: 'orchestra-run' });
  const told = Object.entries(facts).filter(([, value]) => value !== null && value !== '');
  const shown = (name: string, value: unknown): string => {
    if (typeof value === 'number') return name === 'ms' ? duration(value) : format.number(value);
    const of = name === 'of' ? limited.find((one) => one === value) : undefined;
    return of === undefined ? String(value) : t(`limited.${of}`);
  };
  return (
    <span>
      {isKnown ? t(`failures.${code as 'TIMED_OUT'}`) : t('failed')}
      {told.length > 0 && (
        <Text size="sm" c="dimmed" component="span">
          {' '}
          {told
            .map(([name, value]) => {
              const word = isFact(name) ? t(`facts.${name}`) : name;
              return `${word}: ${shown(name, value)}`;
            })
            .join(', ')}
        </Text>
      )}
    </span>
  );
}

function isFact(name: string): name is FailureFact {
  return failureFacts.some((one) => one === name);
}
