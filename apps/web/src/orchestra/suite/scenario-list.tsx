import type { Scenario } from '@atelier/domain/orchestra/suite-file.ts';
import { Button, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './scenario.module.css';
import { StepView } from './step-view.tsx';

/** So many are shown at first, and more each time that they are asked for. */
const portion = 50;

interface ListProps {
  readonly suiteId: string;
  readonly scenarios: readonly Scenario[];
  readonly mayEdit: boolean;
}

/** The scenarios of a suite; each opens with its steps. */
export function ScenarioList({ suiteId, scenarios, mayEdit }: ListProps) {
  const { t } = useTranslation('orchestra-suite');
  const [shown, setShown] = useState(portion);
  const names = new Map(scenarios.map(({ key, name }) => [key, name]));
  const hidden = Math.max(0, scenarios.length - shown);
  if (scenarios.length === 0) return <Text>{t('noScenarios')}</Text>;
  return (
    <>
      {scenarios.slice(0, shown).map((scenario) => (
        <ScenarioView
          key={scenario.key}
          scenario={scenario}
          nameOf={(key) => names.get(key) ?? key}
          isFirst={scenario === scenarios[0]}
          suiteId={mayEdit ? suiteId : null}
        />
      ))}
      {hidden > 0 && (
        <Button mt="md" variant="default" onClick={() => setShown(shown + portion)}>
          {t('more', { count: Math.min(portion, hidden) })}
        </Button>
      )}
    </>
  );
}

interface Props {
  readonly scenario: Scenario;
  readonly nameOf: (key: string) => string;
  readonly isFirst: boolean;
  /** Null where it may not be edited. */
  readonly suiteId: string | null;
}

function ScenarioView({ scenario, nameOf, isFirst, suiteId }: Props) {
  const { t } = useTranslation('orchestra-suite');
  const [isOpen, setOpen] = useState(isFirst);
  const { name, reason, dependsOn, dataSet, steps } = scenario;
  return (
    <details
      className={classes.scenario}
      open={isOpen}
      onToggle={({ currentTarget }) => setOpen(currentTarget.open)}
    >
      <summary>
        <strong>{name}</strong>{' '}
        <Text size="sm" c="dimmed" component="span">
          {t('steps', { count: steps.length })}
        </Text>
      </summary>
      {isOpen && (
        <>
          <dl className={classes.facts}>
            {reason !== '' && (
              <>
                <dt>{t('why')}</dt>
                <dd>{reason}</dd>
              </>
            )}
            {dependsOn.length > 0 && (
              <>
                <dt>{t('dependsOn')}</dt>
                <dd>
                  {dependsOn
                    .map((one) => t(`dependency.${one.on}`, { name: nameOf(one.scenario) }))
                    .join('; ')}
                </dd>
              </>
            )}
          </dl>
          {dataSet !== undefined && <Text mb="sm">{t('dataSet', { name: dataSet })}</Text>}
          <ol className={classes.steps}>
            {steps.map((step) => (
              <StepView key={step.key} step={step} />
            ))}
          </ol>
          {suiteId !== null && (
            <p className={classes.edit}>
              <Link
                to="/orchestra/suites/$suiteId/edit"
                params={{ suiteId }}
                search={{ scenario: scenario.key }}
              >
                {t('editScenario', { name })}
              </Link>
            </p>
          )}
        </>
      )}
    </details>
  );
}
