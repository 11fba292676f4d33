import {
  dependencyConditions,
  type SuiteDefinition,
} from '@atelier/domain/orchestra/suite-file.ts';
import { ActionIcon, Button, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from './editor.module.css';
import { type PartProps, useFields } from './editor-parts.tsx';
import type { Draft } from './scenario-draft.ts';

interface Props extends PartProps {
  readonly definition: SuiteDefinition;
  /** Only of a new one: others name it by its key. */
  readonly mayChangeKey: boolean;
}

/** What a scenario is called, why it is there, over what data and when it begins. */
export function ScenarioFacts({ definition, mayChangeKey, ...props }: Props) {
  const { t } = useTranslation('orchestra-editor');
  const { at, set, text } = useFields(props);
  const sets = definition.dataSets.map(({ name }) => name);
  return (
    <>
      <div className={classes.fields}>
        <TextInput label={t('scenarioName')} {...text(['name'])} />
        {mayChangeKey && (
          <TextInput
            label={t('key')}
            description={t('keyHint')}
            spellCheck={false}
            {...text(['key'])}
          />
        )}
        {sets.length > 0 && (
          <NativeSelect
            label={t('dataSet')}
            data={[{ value: '', label: t('noDataSet') }, ...sets]}
            value={String(at(['dataSet']) ?? '')}
            onChange={({ currentTarget: { value } }) =>
              set(['dataSet'], value === '' ? undefined : value)
            }
          />
        )}
      </div>
      <Textarea label={t('reason')} autosize minRows={1} {...text(['reason'])} />
      <Dependencies definition={definition} {...props} />
    </>
  );
}

function Dependencies({ definition, ...props }: Omit<Props, 'mayChangeKey'>) {
  const { t } = useTranslation('orchestra-editor');
  const { set } = useFields(props);
  const { value } = props;
  const list = (Array.isArray(value.dependsOn) ? value.dependsOn : []) as readonly Draft[];
  const taken = new Set(list.map(({ scenario }) => scenario));
  const others = definition.scenarios.filter(({ key }) => key !== value.key);
  const free = others.find(({ key }) => !taken.has(key));
  if (others.length === 0) return null;
  return (
    <fieldset className={classes.part}>
      <legend>{t('dependsOn')}</legend>
      {list.map((one, place) => (
        <div key={String(one.scenario)} className={classes.row}>
          <NativeSelect
            aria-label={t('dependency', { place: place + 1 })}
            data={others
              .filter(({ key }) => key === one.scenario || !taken.has(key))
              .map(({ key, name }) => ({ value: key, label: name }))}
            value={String(one.scenario)}
            onChange={({ currentTarget }) =>
              set(['dependsOn', place, 'scenario'], currentTarget.value)
            }
          />
          <NativeSelect
            aria-label={t('condition', { place: place + 1 })}
            data={dependencyConditions.map((on) => ({ value: on, label: t(`conditions.${on}`) }))}
            value={String(one.on ?? 'passed')}
            onChange={({ currentTarget }) => set(['dependsOn', place, 'on'], currentTarget.value)}
          />
          <ActionIcon
            variant="subtle"
            aria-label={t('removeDependency', { place: place + 1 })}
            onClick={() => set(['dependsOn'], list.toSpliced(place, 1))}
          >
            <IconTrash size={18} aria-hidden />
          </ActionIcon>
        </div>
      ))}
      {free && (
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconPlus size={16} aria-hidden />}
          onClick={() => set(['dependsOn'], [...list, { scenario: free.key, on: 'passed' }])}
        >
          {t('addDependency')}
        </Button>
      )}
    </fieldset>
  );
}
