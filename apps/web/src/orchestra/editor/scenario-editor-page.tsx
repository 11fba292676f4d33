import { orchestraActions } from '@atelier/domain/orchestra/actions.ts';
import { scenarioSchema } from '@atelier/domain/orchestra/suite-file.ts';
import type { Suite } from '@atelier/domain/orchestra/types.ts';
import { Skeleton, Text } from '@mantine/core';
import { IconSitemap } from '@tabler/icons-react';
import { useSuspenseQuery } from '@tanstack/react-query';
import { Navigate, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useTRPC } from '../../kernel/api.ts';
import { PageHeader, PageHeading } from '../../kernel/frame/page-header.tsx';
import { StatePanel } from '../../kernel/frame/state-panel.tsx';
import { useMay } from '../../kernel/me/frame-parts.ts';
import { freeKey } from './scenario-draft.ts';
import { ScenarioEditor } from './scenario-editor.tsx';

const from = '/orchestra/suites/$suiteId/edit';

/** A scenario of a suite as a form: the one that the address names, or a new one. */
export function ScenarioEditorPage() {
  const { ready } = useTranslation(['orchestra-editor', 'orchestra-suite', 'orchestra', 'forms']);
  const { suiteId } = useParams({ from });
  const { scenario } = useSearch({ from });
  const trpc = useTRPC();
  const mayEdit = useMay(orchestraActions.edit);
  const { data } = useSuspenseQuery(trpc.orchestra.suites.get.queryOptions({ suiteId }));
  if (!ready) return <Skeleton height={480} radius="md" />;
  // Who may only look is led to what there is to see.
  if (!mayEdit) return <Navigate to="/orchestra/suites/$suiteId" params={{ suiteId }} replace />;
  return <Editor key={`${suiteId} ${scenario}`} suite={data as Suite} scenarioKey={scenario} />;
}

interface Props {
  readonly suite: Suite;
  readonly scenarioKey: string | undefined;
}

function Editor({ suite, scenarioKey }: Props) {
  const { t } = useTranslation('orchestra-editor');
  const navigate = useNavigate();
  const { id: suiteId, name, definition } = suite;
  // Others may save meanwhile: what is edited is what was opened.
  const [scenario] = useState(() =>
    scenarioKey === undefined
      ? newScenario(definition)
      : definition.scenarios.find(({ key }) => key === scenarioKey),
  );
  if (scenario === undefined) {
    return (
      <StatePanel icon={IconSitemap}>
        <Text>{t('gone')}</Text>
      </StatePanel>
    );
  }
  return (
    <>
      <PageHeader>
        <PageHeading
          title={
            scenarioKey === undefined
              ? t('newTitle', { suite: name })
              : t('title', { scenario: scenario.name })
          }
        />
      </PageHeader>
      <ScenarioEditor
        suite={suite}
        scenario={scenario}
        isNew={scenarioKey === undefined}
        onClose={() => void navigate({ to: '/orchestra/suites/$suiteId', params: { suiteId } })}
      />
    </>
  );
}

function newScenario({ scenarios }: Suite['definition']) {
  const key = freeKey('scenario', new Set(scenarios.map((one) => one.key)), 'scenario');
  // Its name is asked for by the form.
  return { ...scenarioSchema.parse({ key, name: key }), name: '' };
}
