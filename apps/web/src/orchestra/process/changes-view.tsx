import {
  type ChangedField,
  compareElements,
  type ElementChange,
} from '@atelier/domain/orchestra/bpmn/versions/compare-elements.ts';
import { Button, NativeSelect, Skeleton, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useTRPC } from '../../kernel/api.ts';
import { Card } from '../../kernel/frame/card.tsx';
import { DataTable } from '../../kernel/tables/data-table.tsx';
import { Legend, MarkSign } from '../diagram/legend.tsx';
import type { Mark } from '../diagram/marks.ts';
import { ElementTable } from './element-table.tsx';
import { type ElementWords, useElementWords } from './element-words.ts';
import type { VersionProps } from './process-page.tsx';
import { ProcessStage } from './process-stage.tsx';

/** What is otherwise in this version than in another one: what came and changed is marked in the picture. */
export function ChangesView(props: VersionProps & { readonly other: number | undefined }) {
  const { process, version, versions, model, other } = props;
  const { t } = useTranslation('orchestra-process');
  const trpc = useTRPC();
  const navigate = useNavigate();
  const words = useElementWords(model.elements);
  const others = versions
    .map(({ versionNumber }) => versionNumber)
    .filter((one) => one !== version.versionNumber);
  const earlier = others.find((one) => one < version.versionNumber);
  const base = others.find((one) => one === other) ?? earlier ?? others[0];
  const { data } = useQuery({
    ...trpc.orchestra.processes.elements.queryOptions(
      { processId: process.id, versionNumber: base ?? 1 },
      { staleTime: Number.POSITIVE_INFINITY },
    ),
    enabled: base !== undefined,
  });
  const was = useElementWords(data?.elements ?? model.elements);
  const changes = useMemo(
    () => (data === undefined ? [] : compareElements(data.elements, model.elements)),
    [data, model],
  );
  const marks = useMemo(
    () =>
      new Map<string, Mark>(
        changes.flatMap(({ kind, element: { id } }) =>
          kind === 'removed' ? [] : [[id, kind] as const],
        ),
      ),
    [changes],
  );
  return (
    <>
      <ProcessStage
        process={process}
        version={version}
        marks={marks}
        legend={<Legend marks={['added', 'changed']} />}
        listed={
          <ElementTable
            caption={t('elements.caption')}
            elements={model.elements}
            words={words}
            heads={[t('changes.change')]}
            cells={({ id }) => [marks.has(id) ? t(`legend.${marks.get(id) ?? 'changed'}`) : '']}
          />
        }
      />
      <Card title={t('changes.title')} text={t('changes.text')}>
        {base === undefined ? (
          <Text>{t('changes.oneVersion')}</Text>
        ) : (
          <>
            <NativeSelect
              label={t('changes.with')}
              mb="md"
              value={String(base)}
              data={others.map((one) => ({
                value: String(one),
                label: t('suites.version', { number: one }),
              }))}
              onChange={({ currentTarget: { value } }) =>
                void navigate({
                  to: '.',
                  search: (now: object) => ({ ...now, with: Number(value) }) as never,
                  replace: true,
                  resetScroll: false,
                })
              }
            />
            {data === undefined ? (
              <Skeleton height={120} radius="md" />
            ) : (
              <ChangeTable changes={changes} now={words} was={was} />
            )}
          </>
        )}
      </Card>
    </>
  );
}

/** More at once would make the page slow. */
const portion = 100;

interface TableProps {
  readonly changes: readonly ElementChange[];
  readonly now: ElementWords;
  readonly was: ElementWords;
}

function ChangeTable({ changes, now, was }: TableProps) {
  const { t } = useTranslation('orchestra-process');
  const [shown, setShown] = useState(portion);
  const hidden = Math.max(0, changes.length - shown);
  if (changes.length === 0) return <Text>{t('changes.none')}</Text>;
  const fieldText = (words: ElementWords, change: ElementChange, field: ChangedField) => {
    const element = change.kind === 'changed' && words === was ? change.was : change.element;
    if (field === 'kind' || field === 'trigger') return words.kind(element);
    const value = element[field] ?? '';
    const isElement = ['from', 'to', 'attachedTo'].includes(field);
    return value === '' ? '–' : isElement ? words.name(value) : value;
  };
  return (
    <>
      <DataTable
        caption={t('changes.title')}
        heads={[t('elements.name'), t('changes.change'), t('changes.details')]}
        of="words"
        rows={changes.slice(0, shown).map((change) => {
          const { kind, element } = change;
          const words = kind === 'removed' ? was : now;
          const details =
            kind === 'changed'
              ? change.fields
                  .map((field) =>
                    t('changes.detail', {
                      field: t(`changes.fields.${field}`),
                      was: fieldText(was, change, field),
                      now: fieldText(now, change, field),
                    }),
                  )
                  .join('; ')
              : words.kind(element);
          return {
            key: `${kind} ${element.id}`,
            cells: [
              words.name(element.id),
              kind === 'removed' ? (
                t('changes.removed')
              ) : (
                <span key="kind">
                  <MarkSign mark={kind} /> {t(`legend.${kind}`)}
                </span>
              ),
              details,
            ],
          };
        })}
      />
      {hidden > 0 && (
        <Button mt="md" variant="default" onClick={() => setShown(shown + portion)}>
          {t('elements.more', { count: Math.min(portion, hidden) })}
        </Button>
      )}
    </>
  );
}
