import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';

interface Props {
  readonly failure: {
    readonly code: string;
    readonly facts?: Readonly<Record<string, unknown>> | undefined;
  };
}

/** Why a step failed, in words, with the facts as they were told. */
export function FailureText({ failure: { code, facts = {} } }: Props) {
  const { t, i18n } = useTranslation('orchestra-run');
  const known = i18n.exists(`failures.${code}`, { ns: 'orchestra-run' });
  const told = Object.entries(facts).filter(([, value]) => value !== null && value !== '');
  return (
    <span>
      {known ? t(`failures.${code as 'TIMED_OUT'}`) : t('failed')}
      {told.length > 0 && (
        <Text size="sm" c="dimmed" component="span">
          {' '}
          {told.map(([name, value]) => `${name}: ${String(value)}`).join(', ')}
        </Text>
      )}
    </span>
  );
}
