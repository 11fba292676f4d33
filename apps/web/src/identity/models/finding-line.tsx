import type { structuredModes } from '@atelier/domain/kernel/model-connection.ts';
import { Button, Group, Text } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconHelpCircle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../kernel/i18n/language.ts';
import type { Finding, Uses } from './connections.ts';
import classes from './models.module.css';

const icons = { yes: IconCircleCheck, no: IconAlertTriangle, unknown: IconHelpCircle } as const;

interface Props {
  readonly finding: Finding;
  /** Whether a line before it says what went wrong. */
  readonly isTold: boolean;
  readonly structured: (typeof structuredModes)[number];
  readonly onUse: Uses | undefined;
}

/** One finding of a test: what it is, what it means, and what to do. */
export function FindingLine({ finding, isTold, structured, onUse }: Props) {
  const { t } = useTranslation(['connections', 'models']);
  const { check, result, code, detail, mode, firstTokenMs = 0 } = finding;
  const language = useLanguage();
  const milliseconds = new Intl.NumberFormat(language, { style: 'unit', unit: 'millisecond' });
  const Icon = icons[result];
  const says =
    check === 'structured' && mode
      ? t(`gives.${mode}`)
      : t(`findings.${check}.${result}`, { time: milliseconds.format(firstTokenMs) });
  return (
    <li className={classes.finding} data-result={result}>
      <Icon size={20} aria-hidden />
      <div className={classes.what}>
        <Text fw={result === 'no' ? 600 : 400}>{says}</Text>
        <Advice finding={finding} />
        {code !== undefined && finding.models === undefined && !isTold && (
          <Text size="sm" c="dimmed">
            {t(`models:errors.${code}`)}
          </Text>
        )}
        {detail !== undefined && !isTold && (
          <Text size="sm" c="dimmed">
            {t('itsWords', { words: detail })}
          </Text>
        )}
        <Takeover finding={finding} structured={structured} onUse={onUse} />
      </div>
    </li>
  );
}

/** What somebody can do about what it cannot do. */
function Advice({ finding: { check, result, models } }: Pick<Props, 'finding'>) {
  const { t } = useTranslation('connections');
  if (result !== 'no') return null;
  const key =
    check === 'model'
      ? models?.length === 0
        ? 'advice.noModels'
        : 'advice.models'
      : check === 'usage' || check === 'tools' || check === 'structured'
        ? (`advice.${check}` as const)
        : undefined;
  return (
    key && (
      <Text size="sm" c="dimmed">
        {t(key, { option: '--enable-auto-tool-choice' })}
      </Text>
    )
  );
}

/** What it has instead, taken over into the form by a button, or told where there is none. */
function Takeover({ finding, structured, onUse }: Omit<Props, 'isTold'>) {
  const { t } = useTranslation('connections');
  const { suggestedBaseUrl, models = [], mode } = finding;
  if (suggestedBaseUrl !== undefined) {
    return (
      <>
        <Text size="sm">{t('advice.suggested', { address: suggestedBaseUrl })}</Text>
        {onUse && (
          <div>
            <Button
              size="compact-sm"
              variant="default"
              className={classes.use}
              onClick={() => onUse.address(suggestedBaseUrl)}
            >
              {t('use', { what: suggestedBaseUrl })}
            </Button>
          </div>
        )}
      </>
    );
  }
  if (models.length > 0) {
    if (!onUse) return <Text size="sm">{models.join(', ')}</Text>;
    return (
      <Group gap="xs">
        {models.map((name) => (
          <Button
            key={name}
            size="compact-sm"
            variant="default"
            aria-label={t('use', { what: name })}
            className={classes.use}
            onClick={() => onUse.model(name)}
          >
            {name}
          </Button>
        ))}
      </Group>
    );
  }
  if (mode === undefined || mode === structured) return null;
  return onUse ? (
    <div>
      <Button size="compact-sm" variant="default" onClick={() => onUse.mode(mode)}>
        {t('useMode')}
      </Button>
    </div>
  ) : (
    <Text size="sm">{t('advice.setStructured', { mode })}</Text>
  );
}
