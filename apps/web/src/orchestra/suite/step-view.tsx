import type { Export } from '@atelier/domain/orchestra/step-meta.ts';
import type { Step } from '@atelier/domain/orchestra/suite-file.ts';
import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from './scenario.module.css';
import { assertionText, stepLine } from './step-text.ts';

/** A step as it is read: what it does, what has to hold, what it keeps. */
export function StepView({ step }: { readonly step: Step }) {
  const { t } = useTranslation('orchestra-suite');
  const { assertions = [], exportAs = {}, cleanup } = step.meta;
  const kept = Object.entries(exportAs);
  const line = stepLine(step);
  return (
    <li className={classes.step}>
      <Text fw={600} component="span">
        {step.name}
      </Text>{' '}
      <Text size="sm" c="dimmed" component="span">
        {[
          t(`kinds.${step.kind}`),
          step.driver !== 'barrier' && t(`drivers.${step.driver}`),
          cleanup && t('cleanup'),
        ]
          .filter(Boolean)
          .join(' · ')}
      </Text>
      {line !== '' && <code className={classes.line}>{line}</code>}
      {assertions.length > 0 && (
        <Lines
          label={t('asserts')}
          lines={assertions.map((one) =>
            [assertionText(one, t), one.soft && `(${t('soft')})`].filter(Boolean).join(' '),
          )}
        />
      )}
      {kept.length > 0 && (
        <Lines
          label={t('exports')}
          lines={kept.map(([name, one]) =>
            [`${name} ← ${sourceOf(one)}`, one.scope === 'suite' && `(${t('suiteScope')})`]
              .filter(Boolean)
              .join(' '),
          )}
        />
      )}
    </li>
  );
}

/** Where a value is found, as it is written. */
function sourceOf(one: Export): string {
  if ('path' in one) return one.path;
  if ('header' in one) return one.header;
  if ('pattern' in one) return one.pattern;
  if ('expression' in one) return one.expression;
  return one.from;
}

interface LinesProps {
  readonly label: string;
  readonly lines: readonly string[];
}

function Lines({ label, lines }: LinesProps) {
  return (
    <div className={classes.lines}>
      <Text size="sm" c="dimmed">
        {label}
      </Text>
      <ul>
        {[...new Set(lines)].map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </div>
  );
}
