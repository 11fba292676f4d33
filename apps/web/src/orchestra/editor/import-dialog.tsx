import { type StepSource, stepSources } from '@atelier/domain/orchestra/importers/import-steps.ts';
import type { StepImport } from '@atelier/domain/orchestra/importers/imported-request.ts';
import type { Step } from '@atelier/domain/orchestra/suite-file.ts';
import { Button, Checkbox, NativeSelect, Stack, Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useTRPCClient } from '../../kernel/api.ts';
import { FileDrop } from '../../kernel/forms/file-drop.tsx';
import { FormDialog } from '../../kernel/forms/form-dialog.tsx';
import { ScrollRegion } from '../../kernel/frame/scroll-region.tsx';
import { stepLine } from '../suite/step-text.ts';
import classes from './editor.module.css';

interface Props {
  readonly onClose: () => void;
  readonly onImport: (steps: readonly Step[]) => void;
}

/** Requests that another tool has written down become steps: pasted or from a file, looked at, and taken over. */
export function ImportDialog({ onClose, onImport }: Props) {
  const { t } = useTranslation('orchestra-editor');
  const client = useTRPCClient();
  const [source, setSource] = useState<StepSource>('curl');
  const [text, setText] = useState('');
  const [found, setFound] = useState<StepImport | null>(null);
  const [left, setLeft] = useState<ReadonlySet<number>>(new Set());
  const write = (next: string) => {
    setText(next);
    setFound(null);
    setLeft(new Set());
  };
  const chosen = found?.ok ? found.steps.filter((_, place) => !left.has(place)) : [];
  return (
    <FormDialog
      title={t('importTitle')}
      submit={found === null ? t('preview') : t('take', { count: chosen.length })}
      opened
      canSubmit={found === null ? text.trim() !== '' : chosen.length > 0}
      onClose={onClose}
      onSubmit={async () => {
        if (found === null) {
          const read = await client.orchestra.suites.importSteps.query({ source, text });
          setFound(read as StepImport);
          return;
        }
        onImport(chosen);
        onClose();
      }}
    >
      <NativeSelect
        label={t('importFrom')}
        data={stepSources.map((value) => ({ value, label: t(`importSources.${value}`) }))}
        value={source}
        onChange={({ currentTarget }) => {
          setSource(stepSources.find((one) => one === currentTarget.value) ?? 'curl');
          write(text);
        }}
      />
      <Textarea
        label={t('importText')}
        description={t('importHint')}
        classNames={{ input: classes.code ?? '' }}
        rows={found?.ok ? 3 : 8}
        spellCheck={false}
        value={text}
        error={
          found !== null &&
          !found.ok &&
          t(`importFaults.${found.fault.code}`, { written: found.fault.written })
        }
        onChange={({ currentTarget }) => write(currentTarget.value)}
      />
      <FileDrop
        accept=".json,.har,.yaml,.yml,.txt,.sh"
        label={t('importFile.label')}
        choose={t('importFile.choose')}
        drop={t('importFile.drop')}
        onFile={(file) => void file.text().then(write)}
      />
      {found?.ok && <Preview found={found} left={left} onChange={setLeft} />}
    </FormDialog>
  );
}

interface PreviewProps {
  readonly found: Extract<StepImport, { ok: true }>;
  /** Places of steps that are not wanted. */
  readonly left: ReadonlySet<number>;
  readonly onChange: (left: ReadonlySet<number>) => void;
}

function Preview({ found, left, onChange }: PreviewProps) {
  const { t } = useTranslation('orchestra-editor');
  const { steps, secrets, variables, leftOut } = found;
  const needs = [
    ...variables.map((name) => `env.${name}`),
    ...secrets.map((name) => `secret.${name}`),
  ];
  const toggle = (place: number, isWanted: boolean) => {
    const others = [...left].filter((one) => one !== place);
    onChange(new Set(isWanted ? others : [...others, place]));
  };
  return (
    <Stack gap="sm">
      <Text fw={600}>{t('found', { count: steps.length })}</Text>
      {steps.length > 1 && (
        <div>
          <Button
            size="compact-sm"
            variant="default"
            onClick={() => onChange(left.size === 0 ? new Set(steps.keys()) : new Set())}
          >
            {left.size === 0 ? t('chooseNone') : t('chooseAll')}
          </Button>
        </div>
      )}
      <ScrollRegion label={t('preview')} className={classes.preview}>
        {steps.map((step, place) => (
          <Checkbox
            key={step.key}
            label={step.name}
            description={stepLine(step)}
            checked={!left.has(place)}
            onChange={({ currentTarget }) => toggle(place, currentTarget.checked)}
          />
        ))}
      </ScrollRegion>
      {needs.length > 0 && <Text size="sm">{t('importNeeds', { names: needs.join(', ') })}</Text>}
      {leftOut.length > 0 && (
        <div>
          <Text size="sm">{t('leftOut', { count: leftOut.length })}</Text>
          <ul className={classes.leftOut}>
            {leftOut.slice(0, 20).map(({ written, why }, place) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the same may be left out twice
              <li key={place}>
                {written} – {t(`leftOutWhy.${why}`)}
              </li>
            ))}
          </ul>
        </div>
      )}
    </Stack>
  );
}
