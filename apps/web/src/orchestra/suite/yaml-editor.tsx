import type { Suite } from '@atelier/domain/orchestra/types.ts';
import { callError } from '@atelier/sdk/errors.ts';
import { Button, Group, Stack } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useTRPCClient } from '../../kernel/api.ts';
import { useCommand } from '../../kernel/commands/use-command.ts';
import { FormFailure } from '../../kernel/forms/form-failure.tsx';
import { UnsavedChanges } from '../../kernel/forms/unsaved-changes.tsx';
import { useLeaveGuard } from '../../kernel/forms/use-leave-guard.ts';
import { useSubmission } from '../../kernel/forms/use-submission.ts';
import { Card } from '../../kernel/frame/card.tsx';
import { useReadYaml } from '../yaml/use-read-yaml.ts';
import { YamlField } from '../yaml/yaml-field.tsx';
import { type SuiteConflict, SuiteConflictView } from './suite-conflict.tsx';

interface Props {
  readonly suite: Suite;
  /** The suite as it was when the editor was opened. */
  readonly yaml: string;
  readonly onClose: () => void;
}

/** The suite as text. What is saved is the whole; where somebody else was faster, both are shown. */
export function YamlEditor({ suite, yaml, onClose }: Props) {
  const { t } = useTranslation('orchestra-suite');
  const client = useTRPCClient();
  const [opened] = useState(() => ({ revision: suite.revision, yaml }));
  const [base, setBase] = useState(opened);
  const [text, setText] = useState(yaml);
  const [conflict, setConflict] = useState<SuiteConflict | null>(null);
  const reader = useReadYaml();
  const save = useCommand('orchestra.suites.save', {
    says: () => ({ key: 'orchestra-suite:editor.saved', values: { name: suite.name } }),
  });
  const { leave, question } = useLeaveGuard({
    isDirty: () => text !== base.yaml,
    onDiscard: onClose,
  });
  const write = (next: string) => {
    setText(next);
    reader.forget();
  };
  const send = async (revision: number) => {
    const definition = await reader.read(text);
    if (definition === null) return;
    try {
      await save.ask({ suiteId: suite.id, revision, definition });
    } catch (error) {
      if (callError(error).code !== 'ERR_SCENARIO_SUITE_CHANGED') throw error;
      const suiteId = suite.id;
      const [theirs, { yaml: theirYaml }] = await Promise.all([
        client.orchestra.suites.get.query({ suiteId }),
        client.orchestra.suites.yaml.query({ suiteId }),
      ]);
      setConflict({ revision: theirs.revision, yaml: theirYaml });
      return;
    }
    onClose();
  };
  const form = useSubmission({
    canSubmit: text !== base.yaml,
    send: () => send(conflict?.revision ?? base.revision),
  });
  return (
    <Card title={t('editor.title')}>
      <form noValidate onSubmit={(event) => void form.onSubmit(event)}>
        <Stack gap="md">
          <UnsavedChanges form={{ isRestored: false, discard: onClose, question }} />
          {conflict && (
            <SuiteConflictView
              conflict={conflict}
              mine={text}
              onTakeTheirs={() => {
                setBase(conflict);
                write(conflict.yaml);
                setConflict(null);
              }}
            />
          )}
          <YamlField text={text} faults={reader.faults} onChange={write} />
          <FormFailure failure={form.failure} />
          <Group justify="flex-end">
            <Button variant="default" onClick={() => leave(onClose)}>
              {t('editor.cancel')}
            </Button>
            <Button type="submit" disabled={text === base.yaml} loading={form.isBusy}>
              {conflict === null ? t('editor.save') : t('editor.keepMine')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Card>
  );
}
