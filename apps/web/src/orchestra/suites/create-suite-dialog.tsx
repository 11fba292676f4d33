import { Button } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../kernel/commands/use-command.ts';
import { FileDrop } from '../../kernel/forms/file-drop.tsx';
import { FormDialog } from '../../kernel/forms/form-dialog.tsx';
import { exampleSuite } from '../yaml/example-suite.ts';
import { useReadYaml } from '../yaml/use-read-yaml.ts';
import { YamlField } from '../yaml/yaml-field.tsx';

/** A new suite from YAML, pasted or from a file; it opens when it is made. */
export function CreateSuiteDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation('orchestra');
  const navigate = useNavigate();
  const create = useCommand('orchestra.suites.create');
  const yaml = useReadYaml();
  const [text, setText] = useState('');
  const write = (next: string) => {
    setText(next);
    yaml.forget();
  };
  const submit = async () => {
    const definition = await yaml.read(text);
    if (definition === null) return;
    const { id } = await create.ask({ definition });
    await navigate({ to: '/orchestra/suites/$suiteId', params: { suiteId: id } });
  };
  return (
    <FormDialog
      title={t('yaml.createTitle')}
      submit={t('yaml.create')}
      opened
      canSubmit={text.trim() !== ''}
      onClose={onClose}
      onSubmit={submit}
    >
      <YamlField text={text} faults={yaml.faults} onChange={write} />
      {text === '' && (
        <Button variant="default" onClick={() => write(exampleSuite)}>
          {t('yaml.start')}
        </Button>
      )}
      <FileDrop
        accept=".yaml,.yml,.json"
        label={t('yaml.file')}
        choose={t('yaml.choose')}
        drop={t('yaml.drop')}
        onFile={(file) => void file.text().then(write)}
      />
    </FormDialog>
  );
}
