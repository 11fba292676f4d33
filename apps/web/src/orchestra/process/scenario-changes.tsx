import type { Break } from '@atelier/domain/orchestra/bpmn/versions/carry-path.ts';
import type { MigratedScenario } from '@atelier/domain/orchestra/bpmn/versions/carry-suite.ts';
import { Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ElementWords } from './element-words.ts';

interface NamedScenario {
  readonly key: string;
  readonly name: string;
}

/** What becomes of the scenarios of a suite in another version. */
export interface CarriedSuite {
  readonly valid: readonly NamedScenario[];
  readonly migrated: readonly MigratedScenario[];
  readonly broken: readonly (NamedScenario & { readonly breaks: readonly Break[] })[];
  readonly missing: readonly (NamedScenario & { readonly reason: string })[];
}

interface Props {
  readonly carried: CarriedSuite;
  readonly words: ElementWords;
}

/** Scenarios by what becomes of them: those that need a look first. */
export function ScenarioChanges({ carried, words }: Props) {
  const { t } = useTranslation('orchestra-process');
  const { valid, migrated, broken, missing } = carried;
  const breakText = (one: Break) => {
    if (one.kind === 'process_gone') return t('bring.processGone');
    if (one.kind === 'branch_added') {
      return t('bring.branchAdded', { name: words.name(one.elementId) });
    }
    const [from, to] = [one.from, one.to].map((id) => (id === null ? null : words.name(id)));
    if (from == null) return t('bring.noWayTo', { to: to ?? '' });
    return to == null ? t('bring.noWayOn', { from }) : t('bring.noWay', { from, to });
  };
  const steps = ({ stepsAdded, stepsRemoved }: MigratedScenario) => [
    ...(stepsAdded.length > 0 ? [t('bring.stepsAdded', { names: stepsAdded.join(', ') })] : []),
    ...(stepsRemoved.length > 0
      ? [t('bring.stepsRemoved', { names: stepsRemoved.join(', ') })]
      : []),
  ];
  return (
    <>
      <Group title={t('bring.brokenTitle', { count: broken.length })} scenarios={broken}>
        {({ breaks }) => breaks.map(breakText)}
      </Group>
      <Group title={t('bring.migratedTitle', { count: migrated.length })} scenarios={migrated}>
        {steps}
      </Group>
      <Group title={t('bring.missingTitle', { count: missing.length })} scenarios={missing}>
        {({ reason }) => (reason === '' ? [] : [reason])}
      </Group>
      <Group title={t('bring.validTitle', { count: valid.length })} scenarios={valid}>
        {() => []}
      </Group>
    </>
  );
}

interface GroupProps<Scenario extends NamedScenario> {
  readonly title: string;
  readonly scenarios: readonly Scenario[];
  /** What is said of one. */
  readonly children: (scenario: Scenario) => readonly string[];
}

function Group<Scenario extends NamedScenario>(props: GroupProps<Scenario>): ReactNode {
  const { title, scenarios, children } = props;
  if (scenarios.length === 0) return null;
  return (
    <>
      <Title order={3} mt="xs">
        {title}
      </Title>
      <ul>
        {scenarios.map((scenario) => (
          <li key={scenario.key}>
            {scenario.name}
            {children(scenario).map((line) => (
              <div key={line}>{line}</div>
            ))}
          </li>
        ))}
      </ul>
    </>
  );
}
