import { Skeleton, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useTRPC } from '../../kernel/api.ts';
import { useErrorWords } from '../../kernel/errors/error-words.ts';

import { useFormat } from '../../kernel/i18n/format.ts';
import { Legend } from '../diagram/legend.tsx';
import type { Mark } from '../diagram/marks.ts';
import { firstFields, toCriterion } from './criterion-fields.ts';
import { CriterionForm } from './criterion-form.tsx';
import { ElementTable } from './element-table.tsx';
import { useElementWords } from './element-words.ts';
import { Findings } from './findings.tsx';
import { GeneratedScenarios } from './generated-scenarios.tsx';
import type { VersionProps } from './process-page.tsx';
import { ProcessStage } from './process-stage.tsx';
import { useSettled } from './use-settled.ts';

/** The smallest suite for a criterion: how many scenarios, why each, and its way on the diagram. */
export function ScenariosView({ process, version, model }: VersionProps) {
  const { t } = useTranslation('orchestra-process');
  const trpc = useTRPC();
  const format = useFormat();
  const words = useElementWords(model.elements);
  const [fields, setFields] = useState(firstFields);
  const [lit, setLit] = useState<string | null>(null);
  const asked = useSettled(fields);
  const { data, error } = useQuery({
    ...trpc.orchestra.processes.generate.queryOptions({
      ...{ processId: process.id, versionNumber: version.versionNumber },
      criterion: toCriterion(asked),
    }),
    placeholderData: (before) => before,
  });
  const ways = useMemo(
    () =>
      model.elements
        .filter(({ isChoice, from }) => isChoice && from !== null)
        .map(({ id }) => ({ id, name: words.name(id) })),
    [model, words],
  );
  const shown = data?.definition.scenarios.find(({ key }) => key === lit);
  const reason = data?.reasons.find(({ key }) => key === lit)?.reason;
  const covering = useMemo(
    () => new Map(data?.coverage.map(({ id, scenarios }) => [id, scenarios.length])),
    [data],
  );
  const marks = useMemo(() => {
    if (shown === undefined) {
      const uncovered = [...covering].filter(([, count]) => count === 0);
      return new Map<string, Mark>(uncovered.map(([id]) => [id, 'uncovered']));
    }
    const only = new Set([...(reason?.elements ?? []), ...(reason?.ways ?? [])]);
    return new Map<string, Mark>(shown.path.map((id) => [id, only.has(id) ? 'only' : 'path']));
  }, [shown, reason, covering]);
  return (
    <>
      <ProcessStage
        process={process}
        version={version}
        marks={marks}
        isDimmed={shown !== undefined}
        follows
        legend={<Legend marks={shown === undefined ? ['uncovered'] : ['path', 'only']} />}
        listed={
          <ElementTable
            caption={t('elements.caption')}
            elements={model.elements}
            words={words}
            heads={[t('outcomes.scenarios')]}
            cells={({ id }) => [format.number(covering.get(id) ?? 0)]}
          />
        }
      />
      <CriterionForm fields={fields} ways={ways} onChange={setFields} />
      {error !== null && <Failure error={error} />}
      {error === null && data === undefined && <Skeleton height={200} radius="md" />}
      {error === null && data !== undefined && (
        <>
          <GeneratedScenarios
            process={process}
            generated={data}
            words={words}
            lit={lit}
            onLight={setLit}
          />
          <Findings findings={data.findings} />
        </>
      )}
    </>
  );
}

function Failure({ error }: { readonly error: unknown }) {
  return <Text role="alert">{useErrorWords(error).text}</Text>;
}
