import { scheduleFault } from '@atelier/domain/orchestra/schedule.ts';
import type { Schedule } from '@atelier/domain/orchestra/types.ts';
import { NativeSelect, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { useTRPC } from '../../kernel/api.ts';
import { useCommand } from '../../kernel/commands/use-command.ts';
import { FormDialog } from '../../kernel/forms/form-dialog.tsx';
import { UnsavedChanges } from '../../kernel/forms/unsaved-changes.tsx';
import { useSchemaForm } from '../../kernel/forms/use-schema-form.tsx';
import { NextStarts } from './next-starts.tsx';
import { RhythmFields } from './rhythm-fields.tsx';
import { ScheduleButtons } from './schedule-buttons.tsx';
import { cronIn, fieldsOf, scheduleFields } from './schedule-fields.ts';
import { ScheduleProblems } from './schedule-state.tsx';

interface Props {
  /** Null for a new one. */
  readonly schedule: Schedule | null;
  /** The suite that a new one is of; without it one is chosen. */
  readonly suiteId?: string;
  readonly onClose: () => void;
}

/** A new time plan, or another content for one: both lists are there before the form is. */
export function ScheduleDialog(props: Props) {
  const trpc = useTRPC();
  const suites = useQuery(trpc.orchestra.suites.list.queryOptions({})).data;
  const environments = useQuery(trpc.orchestra.environments.list.queryOptions({})).data;
  if (suites === undefined || environments === undefined) return null;
  return <ScheduleForm {...props} suites={suites} environments={environments} />;
}

interface Named {
  readonly id: string;
  readonly name: string;
}

interface FormProps extends Props {
  readonly suites: readonly Named[];
  readonly environments: readonly Named[];
}

function ScheduleForm({ schedule, suiteId, onClose, suites, environments }: FormProps) {
  const { t } = useTranslation('orchestra-schedules');
  const create = useCommand('orchestra.schedules.create', {
    says: () => ({ key: 'orchestra-schedules:created' }),
  });
  const update = useCommand('orchestra.schedules.update', {
    says: () => ({ key: 'orchestra-schedules:saved' }),
  });
  const form = useSchemaForm({
    schema: scheduleFields,
    initial: {
      suiteId: schedule?.suiteId ?? suiteId ?? suites[0]?.id ?? '',
      environmentId: schedule?.environmentId ?? environments[0]?.id ?? '',
      ...fieldsOf(schedule?.cron ?? '0 3 * * *'),
      timeZone: schedule?.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone,
    },
    async send(fields) {
      const { environmentId, timeZone } = fields;
      const values = { environmentId, timeZone, cron: cronIn(fields) };
      if (schedule !== null) await update.ask({ scheduleId: schedule.id, ...values });
      else await create.ask({ suiteId: fields.suiteId, ...values });
    },
    onSent: onClose,
  });
  const { values, getInputProps } = form.form;
  const plan = { cron: cronIn(values), timeZone: values.timeZone.trim() };
  const fault = scheduleFault(plan, new Date());
  const isReady = values.suiteId !== '' && values.environmentId !== '' && fault === null;
  return (
    <FormDialog
      title={schedule === null ? t('create') : t('edit')}
      opened
      canSubmit={isReady}
      onClose={() => form.leave(onClose)}
      onSubmit={form.submit}
    >
      <UnsavedChanges form={form} />
      {schedule !== null && <About schedule={schedule} leave={form.leave} onClose={onClose} />}
      {schedule === null && suiteId === undefined && (
        <NativeSelect label={t('suite')} data={choices(suites)} {...getInputProps('suiteId')} />
      )}
      {suites.length === 0 && <Text>{t('noSuites')}</Text>}
      {environments.length === 0 ? (
        <Text>
          {t('noEnvironments')} <Link to="/orchestra/environments">{t('environment')}</Link>
        </Text>
      ) : (
        <NativeSelect
          label={t('environment')}
          data={choices(environments)}
          {...getInputProps('environmentId')}
        />
      )}
      <RhythmFields form={form.form} />
      <TimeZoneField {...getInputProps('timeZone')} />
      <div aria-live="polite">
        {fault === null ? (
          <NextStarts {...plan} />
        ) : (
          <Text size="sm" c="var(--mantine-color-error)">
            {t(`faults.${fault}`)}
          </Text>
        )}
      </div>
    </FormDialog>
  );
}

const choices = (things: readonly Named[]) =>
  things.map(({ id, name }) => ({ value: id, label: name }));

interface AboutProps {
  readonly schedule: Schedule;
  readonly leave: (then: () => void) => void;
  readonly onClose: () => void;
}

/** Which suite it is of, what went wrong with it, and what can be done at once. */
function About({ schedule, leave, onClose }: AboutProps) {
  const { t } = useTranslation('orchestra-schedules');
  const { suiteId, suiteName, lastSuiteRunId } = schedule;
  return (
    <>
      <Text style={{ overflowWrap: 'anywhere' }}>
        {t('suite')}:{' '}
        <Link to="/orchestra/suites/$suiteId" params={{ suiteId }}>
          {suiteName}
        </Link>
        {lastSuiteRunId !== null && (
          <>
            {' · '}
            <Link to="/orchestra/runs/$suiteRunId" params={{ suiteRunId: lastSuiteRunId }}>
              {t('lastRun')}
            </Link>
          </>
        )}
      </Text>
      <ScheduleProblems schedule={schedule} />
      <ScheduleButtons schedule={schedule} leave={leave} onRemoved={onClose} />
    </>
  );
}

/** Any zone by its name, with those that the browser knows to choose from. */
function TimeZoneField(props: object) {
  const { t } = useTranslation('orchestra-schedules');
  const id = useId();
  return (
    <>
      <TextInput
        label={t('timeZone')}
        description={t('timeZoneHint')}
        list={id}
        spellCheck={false}
        {...props}
      />
      <datalist id={id}>
        {['UTC', ...Intl.supportedValuesOf('timeZone')].map((zone) => (
          <option key={zone} value={zone} />
        ))}
      </datalist>
    </>
  );
}
