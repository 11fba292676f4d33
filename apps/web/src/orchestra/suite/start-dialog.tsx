import type { Suite } from '@atelier/domain/orchestra/types.ts';
import { Checkbox, NativeSelect, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useTRPC } from '../../kernel/api.ts';
import { useCommand } from '../../kernel/commands/use-command.ts';
import { FormDialog } from '../../kernel/forms/form-dialog.tsx';
import { ScrollRegion } from '../../kernel/frame/scroll-region.tsx';
import classes from './suite-page.module.css';

interface Props {
  readonly suite: Suite;
  /** Where it ran last. */
  readonly lastEnvironmentId: string | undefined;
  readonly onClose: () => void;
}

/** Starts a run: where, and which scenarios. */
export function StartDialog({ suite, lastEnvironmentId, onClose }: Props) {
  const { t } = useTranslation('orchestra-suite');
  const trpc = useTRPC();
  const navigate = useNavigate();
  const start = useCommand('orchestra.runs.start');
  const { data: environments } = useQuery(trpc.orchestra.environments.list.queryOptions({}));
  const [environmentId, setEnvironment] = useState(lastEnvironmentId ?? '');
  const [onlySome, setOnlySome] = useState(false);
  const [keys, setKeys] = useState<ReadonlySet<string>>(new Set());
  const chosen =
    environments?.find(({ id }) => id === environmentId)?.id ?? environments?.[0]?.id ?? '';
  const submit = async () => {
    const { id } = await start.ask({
      suiteId: suite.id,
      environmentId: chosen,
      ...(onlySome && { scenarios: [...keys] }),
    });
    await navigate({ to: '/orchestra/runs/$suiteRunId', params: { suiteRunId: id } });
  };
  return (
    <FormDialog
      title={t('startTitle')}
      submit={t('start')}
      opened
      canSubmit={chosen !== '' && (!onlySome || keys.size > 0)}
      onClose={onClose}
      onSubmit={submit}
    >
      {environments?.length === 0 ? (
        <Text>
          {t('noEnvironments')} <Link to="/orchestra/environments">{t('toEnvironments')}</Link>
        </Text>
      ) : (
        <NativeSelect
          label={t('environment')}
          data={(environments ?? []).map(({ id, name }) => ({ value: id, label: name }))}
          value={chosen}
          onChange={({ currentTarget }) => setEnvironment(currentTarget.value)}
        />
      )}
      <Checkbox
        label={t('onlySome')}
        checked={onlySome}
        onChange={({ currentTarget }) => setOnlySome(currentTarget.checked)}
      />
      {onlySome && (
        <ScrollRegion label={t('scenarios')} className={classes.choice}>
          <Stack gap="xs">
            {suite.definition.scenarios.map(({ key, name }) => (
              <Checkbox
                key={key}
                label={name}
                checked={keys.has(key)}
                onChange={({ currentTarget: { checked } }) => setKeys(withKey(keys, key, checked))}
              />
            ))}
          </Stack>
        </ScrollRegion>
      )}
    </FormDialog>
  );
}

function withKey(keys: ReadonlySet<string>, key: string, isChosen: boolean): ReadonlySet<string> {
  const others = [...keys].filter((one) => one !== key);
  return new Set(isChosen ? [...others, key] : others);
}
