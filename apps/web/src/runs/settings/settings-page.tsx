import { projectRoles } from '@atelier/domain/identity/roles.ts';
import { runsActions } from '@atelier/domain/runs/actions.ts';
import { addMemberInput, updateProjectInput } from '@atelier/domain/runs/schemas.ts';
import { Button, NativeSelect, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useSuspenseQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { useTRPC } from '../../kernel/api.ts';
import { useCommand } from '../../kernel/commands/use-command.ts';
import { Form } from '../../kernel/forms/form.tsx';
import { useSchemaForm } from '../../kernel/forms/use-schema-form.tsx';
import { Card } from '../../kernel/frame/card.tsx';
import { useMay } from '../use-may.ts';
import classes from './settings-page.module.css';

/** What a project is called, where its defects are, who is in it, and its end. */
export function SettingsPage() {
  const { t } = useTranslation('benches');
  const { projectId } = useParams({ from: '/runs/projects/$projectId/settings' });
  const mayAdminister = useMay(projectId)(runsActions.administer);
  return (
    <Stack gap="md">
      {mayAdminister && <ProjectCard projectId={projectId} />}
      <MembersCard projectId={projectId} mayAdminister={mayAdminister} />
      {!mayAdminister && <Text c="dimmed">{t('settings.readOnly')}</Text>}
    </Stack>
  );
}

function ProjectCard({ projectId }: { readonly projectId: string }) {
  const { t } = useTranslation('benches');
  const trpc = useTRPC();
  const { data: project } = useSuspenseQuery(trpc.runs.projects.get.queryOptions({ projectId }));
  const update = useCommand('runs.projects.update', {
    says: () => ({ key: 'benches:settings.saved' }),
  });
  const archive = useCommand('runs.projects.archive');
  const restore = useCommand('runs.projects.restore');
  const { name, description, defectUrlPattern } = project;
  const initial: z.input<typeof updateProjectInput> = {
    ...{ projectId, name, description, defectUrlPattern },
  };
  const form = useSchemaForm({
    schema: updateProjectInput,
    initial,
    send: update.ask,
  });
  const isArchived = project.archivedAt !== null;
  const pattern = form.form.getInputProps('defectUrlPattern');
  return (
    <Card
      title={t('settings.project')}
      actions={
        <Button
          variant="default"
          onClick={() => void (isArchived ? restore : archive).run({ projectId })}
        >
          {isArchived ? t('settings.restore') : t('settings.archive')}
        </Button>
      }
    >
      <Form form={form} submit={t('settings.save')}>
        <TextInput label={t('settings.name')} {...form.form.getInputProps('name')} />
        <Textarea
          label={t('settings.description')}
          autosize
          minRows={2}
          {...form.form.getInputProps('description')}
        />
        <TextInput
          label={t('settings.defects')}
          description={t('settings.defectsHint')}
          {...pattern}
          value={form.form.values.defectUrlPattern ?? ''}
          onChange={({ currentTarget }) =>
            form.form.setFieldValue('defectUrlPattern', currentTarget.value || null)
          }
        />
      </Form>
    </Card>
  );
}

interface MembersProps {
  readonly projectId: string;
  readonly mayAdminister: boolean;
}

function MembersCard({ projectId, mayAdminister }: MembersProps) {
  const { t } = useTranslation('benches');
  const trpc = useTRPC();
  const { data: members } = useSuspenseQuery(
    trpc.runs.projects.members.queryOptions({ projectId }),
  );
  const set = useCommand('runs.projects.setMember');
  const remove = useCommand('runs.projects.removeMember');
  const roles = projectRoles.map((role) => ({ value: role, label: t(`roles.${role}`) }));
  return (
    <Card title={t('settings.members')} text={t('settings.membersText')}>
      <ul className={classes.members}>
        {members.map(({ userId, name, email, role }) => (
          <li key={userId} className={classes.member}>
            <span className={classes.name}>
              {name}
              {email && (
                <Text span size="sm" c="dimmed">
                  {' '}
                  {email}
                </Text>
              )}
            </span>
            {mayAdminister ? (
              <>
                <NativeSelect
                  aria-label={t('settings.roleOf', { name })}
                  data={roles}
                  value={role}
                  onChange={({ currentTarget }) => {
                    const chosen = projectRoles.find((each) => each === currentTarget.value);
                    if (chosen) void set.run({ projectId, userId, role: chosen });
                  }}
                />
                <Button
                  variant="default"
                  aria-label={t('settings.removeMember', { name })}
                  onClick={() => void remove.run({ projectId, userId })}
                >
                  {t('settings.remove')}
                </Button>
              </>
            ) : (
              <span>{t(`roles.${role}`)}</span>
            )}
          </li>
        ))}
      </ul>
      {mayAdminister && <AddMember projectId={projectId} />}
    </Card>
  );
}

function AddMember({ projectId }: { readonly projectId: string }) {
  const { t } = useTranslation('benches');
  const add = useCommand('runs.projects.addMember', {
    says: ({ email }) => ({ key: 'benches:settings.added', values: { email } }),
  });
  const member = useSchemaForm({
    schema: addMemberInput,
    initial: { projectId, email: '', role: 'editor' } as z.input<typeof addMemberInput>,
    send: add.ask,
    onSent: () => member.form.reset(),
  });
  return (
    <Form form={member} submit={t('settings.add')}>
      <TextInput
        label={t('settings.email')}
        type="email"
        autoComplete="off"
        {...member.form.getInputProps('email')}
      />
      <NativeSelect
        label={t('settings.role')}
        data={projectRoles.map((role) => ({ value: role, label: t(`roles.${role}`) }))}
        {...member.form.getInputProps('role')}
      />
    </Form>
  );
}
