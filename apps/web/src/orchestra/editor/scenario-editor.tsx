import { type Scenario, scenarioSchema } from '@atelier/domain/orchestra/suite-file.ts';
import type { Suite } from '@atelier/domain/orchestra/types.ts';
import { Button, Group, Stack, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useTRPC } from '../../kernel/api.ts';
import { FormFailure } from '../../kernel/forms/form-failure.tsx';
import { IssueWords } from '../../kernel/forms/issue-words.tsx';
import { UnsavedChanges } from '../../kernel/forms/unsaved-changes.tsx';
import { useLeaveGuard } from '../../kernel/forms/use-leave-guard.ts';
import { useSubmission } from '../../kernel/forms/use-submission.ts';
import { Card } from '../../kernel/frame/card.tsx';
import { SuiteConflictView } from '../suite/suite-conflict.tsx';
import { SuiteFaults } from '../suite/suite-faults.tsx';
import { ImportDialog } from './import-dialog.tsx';
import {
  type DraftPath,
  draftOf,
  type ScenarioDraft,
  valueAt,
  withScenario,
  withSteps,
  writtenScenario,
} from './scenario-draft.ts';
import { ScenarioFacts } from './scenario-facts.tsx';
import { StepList } from './step-list.tsx';
import { useScenarioSave } from './use-scenario-save.ts';

interface Props {
  readonly suite: Suite;
  /** As it is at first. */
  readonly scenario: Scenario;
  readonly isNew: boolean;
  readonly onClose: () => void;
}

/** How long nobody types before it is looked whether the suite is sound with it. */
const pauseMs = 600;

/** A scenario as a form. What is saved is the suite with it; the YAML says the same. */
export function ScenarioEditor({ suite, scenario, isNew, onClose }: Props) {
  const { t } = useTranslation(['orchestra-editor', 'orchestra-suite', 'forms']);
  const [first] = useState(() => draftOf(scenario));
  const [draft, setDraft] = useState<ScenarioDraft>(first);
  const [isImporting, setImporting] = useState(false);
  const [isTold, setTold] = useState(false);
  const { base, conflict, send, yamlWith } = useScenarioSave(suite);
  const written = writtenScenario(draft);
  const read = scenarioSchema.safeParse(written);
  const isDirty = JSON.stringify(written) !== JSON.stringify(writtenScenario(first));
  // What was saved, or given up, is in nobody's way.
  const isSettled = useRef(false);
  const close = () => {
    isSettled.current = true;
    onClose();
  };
  const { leave, question } = useLeaveGuard({
    isDirty: () => isDirty && !isSettled.current,
    onDiscard() {
      isSettled.current = true;
    },
  });
  const issues = read.success ? [] : read.error.issues;
  const errorAt = (path: DraftPath) => {
    const issue = issues.find((one) => startsWith(one.path, path));
    // What is not yet filled in is told once it was to be saved.
    if (issue === undefined || !isTold) return undefined;
    return <IssueWords issue={issue} value={valueAt(written, issue.path as DraftPath)} />;
  };
  const form = useSubmission({
    canSubmit: isDirty || isNew,
    async send() {
      setTold(true);
      if (read.success && (await send(read.data))) close();
    },
  });
  return (
    <>
      <form noValidate onSubmit={(event) => void form.onSubmit(event)}>
        <Stack gap="lg">
          <UnsavedChanges form={{ isRestored: false, discard: close, question }} />
          {conflict && read.success && (
            <SuiteConflictView
              conflict={conflict}
              mine={yamlWith(read.data)}
              onTakeTheirs={close}
            />
          )}
          <Card title={t('scenario')}>
            <Stack gap="md">
              <ScenarioFacts
                definition={base.definition}
                mayChangeKey={isNew}
                value={draft.facts}
                errorAt={errorAt}
                onChange={(facts) => setDraft({ ...draft, facts })}
              />
            </Stack>
          </Card>
          <Card title={t('steps')}>
            <StepList
              steps={draft.steps}
              errorAt={(path) => errorAt(['steps', ...path])}
              onChange={(steps) => setDraft({ ...draft, steps })}
              onImport={() => setImporting(true)}
            />
          </Card>
          {read.success && <Faults suite={base} scenario={read.data} />}
          <FormFailure failure={form.failure} />
          <Group justify="flex-end">
            {isTold && issues.length > 0 && (
              <Text role="alert" c="var(--mantine-color-error)">
                {t('issues', { count: issues.length })}
              </Text>
            )}
            <Button variant="default" onClick={() => leave(close)}>
              {t('orchestra-suite:editor.cancel')}
            </Button>
            <Button type="submit" disabled={!isDirty && !isNew} loading={form.isBusy}>
              {t(`orchestra-suite:editor.${conflict === null ? 'save' : 'keepMine'}`)}
            </Button>
          </Group>
        </Stack>
      </form>
      {isImporting && (
        <ImportDialog
          onClose={() => setImporting(false)}
          onImport={(steps) => setDraft({ ...draft, steps: withSteps(draft.steps, steps) })}
        />
      )}
    </>
  );
}

const startsWith = (path: readonly PropertyKey[], begin: DraftPath): boolean =>
  begin.every((part, place) => String(path[place]) === String(part)) && path.length >= begin.length;

/** What would be wrong with the suite, as far as it is this scenario's. */
function Faults({ suite, scenario }: { readonly suite: Suite; readonly scenario: Scenario }) {
  const trpc = useTRPC();
  const [settled] = useDebouncedValue(scenario, pauseMs);
  const { data } = useQuery({
    ...trpc.orchestra.suites.check.queryOptions({
      definition: withScenario(suite.definition, settled),
    }),
    placeholderData: (before) => before,
  });
  const own = data?.faults.filter((fault) => fault.scenario === scenario.key) ?? [];
  return <SuiteFaults faults={own} isSound={data?.isSound ?? true} />;
}
