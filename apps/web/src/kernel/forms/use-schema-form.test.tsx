import { TextInput } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { act, cleanup, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { TRPCClientError } from '@trpc/client';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { createFakeServer } from '../../../tests/fake-server.ts';
import { renderPage } from '../../../tests/render-page.tsx';
import { TRPCProvider } from '../api.ts';
import { useCommand } from '../commands/use-command.ts';
import { Form } from './form.tsx';
import { FormDialog } from './form-dialog.tsx';
import { UnsavedChanges } from './unsaved-changes.tsx';
import { useSchemaForm } from './use-schema-form.tsx';

const schema = z.strictObject({
  name: z.string().trim().min(1).max(5),
  email: z.email(),
  password: z.string().min(3).regex(/[a-z]/),
});
const send = vi.fn<(values: z.output<typeof schema>) => Promise<string>>();
const onSent = vi.fn<(answer: string) => void>();

beforeEach(() => {
  sessionStorage.clear();
  send.mockReset().mockResolvedValue('answer');
  onSent.mockReset();
});

function Page() {
  const run = useSchemaForm({
    id: 'test',
    schema,
    initial: { name: '', email: '', password: '' },
    secret: ['password'],
    send,
    onSent,
  });
  return (
    <Form form={run}>
      <TextInput label="Email" {...run.form.getInputProps('email')} />
      <TextInput label="Name" {...run.form.getInputProps('name')} />
      <TextInput label="Password" {...run.form.getInputProps('password')} />
    </Form>
  );
}

const field = (name: string) => screen.getByRole('textbox', { name });
const save = () => userEvent.click(screen.getByRole('button', { name: 'Save' }));
async function fill(values: Readonly<Record<string, string>>) {
  for (const [name, text] of Object.entries(values)) {
    await userEvent.clear(field(name));
    await userEvent.type(field(name), text);
  }
}
const good = { Email: 'a@b.de', Name: 'Orcs', Password: 'secret' };
const draft = () => JSON.parse(sessionStorage.getItem('atelier.draft.test') ?? 'null');
/** As after a reload: the page is made anew, and the tab remembers. */
async function reload() {
  cleanup();
  await renderPage('en', <Page />);
}
const refusal = (code: string, details?: object) =>
  TRPCClientError.from({ error: { code: -1, message: '', data: { code, details } } });

describe('what is wrong', () => {
  it('is said at its field, the first of which gets the focus; nothing is sent', async () => {
    await renderPage('en', <Page />);
    await fill({ Name: 'Goblins', Password: '1' });
    await save();
    expect(field('Email')).toHaveAccessibleDescription('Please fill this in.');
    expect(field('Name')).toHaveAccessibleDescription('Enter at most 5 characters.');
    expect(field('Password')).toHaveAccessibleDescription('Enter at least 3 characters.');
    expect(field('Email')).toHaveFocus();
    expect(send).not.toHaveBeenCalled();
    await fill({ Email: 'a@b.de' });
    expect(field('Email')).not.toHaveAttribute('aria-invalid', 'true');
  });

  it('is said in the language of the moment', async () => {
    const { i18n } = await renderPage('en', <Page />);
    await fill({ Name: 'Goblins' });
    await save();
    await act(() => i18n.changeLanguage('ru'));
    expect(field('Name')).toHaveAccessibleDescription('Введите не больше 5 символов.');
  });

  it('in the eyes of the server is said at the field that it names', async () => {
    send.mockRejectedValue(refusal('ERR_DUPLICATE_TYPE_NAME', { field: 'name' }));
    await renderPage('en', <Page />);
    await fill(good);
    await save();
    await waitFor(() => expect(field('Name')).toHaveFocus());
    expect(field('Name')).toHaveAccessibleDescription(/already/);
    expect(screen.getAllByText(/already/)).toHaveLength(1);
  });

  it.each([
    ['no field', refusal('ERR_BUSY')],
    ['a field that the form does not have', refusal('ERR_BUSY', { field: 'other' })],
  ])('with %s is said above the button', async (_case, error) => {
    send.mockRejectedValue(error);
    await renderPage('en', <Page />);
    await fill(good);
    await save();
    expect(await screen.findByText(/^Someone else is changing this/)).toBeVisible();
    expect(draft()).toEqual({ email: 'a@b.de', name: 'Orcs' });
  });
});

describe('what is sent', () => {
  it('is what the schema made of it; then nothing is unsaved', async () => {
    const { router } = await renderPage('en', <Page />);
    await fill({ ...good, Name: ' Orcs ' });
    await save();
    await waitFor(() => expect(onSent).toHaveBeenCalledExactlyOnceWith('answer'));
    expect(send).toHaveBeenCalledExactlyOnceWith({
      name: 'Orcs',
      email: 'a@b.de',
      password: 'secret',
    });
    expect(draft()).toBeNull();
    await act(() => router.navigate({ to: '/other' as never }));
    expect(screen.getByRole('heading', { name: 'other' })).toBeVisible();
  });

  it('lets the page go on elsewhere at once', async () => {
    const { router } = await renderPage('en', <Page />);
    onSent.mockImplementation(() => void router.navigate({ to: '/other' as never }));
    await fill(good);
    await save();
    expect(await screen.findByRole('heading', { name: 'other' })).toBeVisible();
    expect(draft()).toBeNull();
  });
});

describe('what is not saved', () => {
  it('comes back after a reload, without what is secret, until it is discarded', async () => {
    await renderPage('en', <Page />);
    await fill({ Name: 'Orcs', Password: 'secret' });
    expect(sessionStorage.getItem('atelier.draft.test')).not.toContain('secret');
    await reload();
    expect(field('Name')).toHaveValue('Orcs');
    expect(field('Password')).toHaveValue('');
    expect(screen.getByText(/^What you typed before/)).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Start anew' }));
    expect(field('Name')).toHaveValue('');
    expect(draft()).toBeNull();
    await reload();
    expect(screen.queryByText(/^What you typed before/)).toBeNull();
  });

  it('of another version of the form is left out', async () => {
    sessionStorage.setItem('atelier.draft.test', '{"name":{"old":1},"gone":"x","password":"p"}');
    await renderPage('en', <Page />);
    expect(field('Name')).toHaveValue('');
    expect(field('Password')).toHaveValue('');
    expect(screen.queryByText(/^What you typed before/)).toBeNull();
  });

  it('is asked about before it is left', async () => {
    const { router } = await renderPage('en', <Page />);
    await fill({ Name: 'Orcs' });
    const leave = () => act(async () => void router.navigate({ to: '/other' as never }));
    await leave();
    await userEvent.click(await screen.findByRole('button', { name: 'Keep editing' }));
    expect(field('Name')).toHaveValue('Orcs');
    await leave();
    await userEvent.click(await screen.findByRole('button', { name: 'Discard and leave' }));
    expect(await screen.findByRole('heading', { name: 'other' })).toBeVisible();
    expect(draft()).toBeNull();
  });

  it('makes the browser ask before the tab is closed', async () => {
    await renderPage('en', <Page />);
    const isHeldBack = () => {
      const event = new Event('beforeunload', { cancelable: true });
      window.dispatchEvent(event);
      return event.defaultPrevented;
    };
    expect(isHeldBack()).toBe(false);
    await fill({ Name: 'Orcs' });
    expect(isHeldBack()).toBe(true);
  });
});

describe('in a dialog, with a command', () => {
  const onClose = vi.fn<() => void>();
  function InDialog() {
    const create = useCommand('miniatures.create');
    const type = useSchemaForm({
      schema: z.strictObject({ name: z.string().min(1) }),
      initial: { name: '' },
      send: create.ask,
      onSent: onClose,
    });
    return (
      <FormDialog
        title="New"
        opened
        canSubmit
        onClose={() => type.leave(onClose)}
        onSubmit={type.submit}
      >
        <UnsavedChanges form={type} />
        <TextInput label="Name" {...type.form.getInputProps('name')} />
      </FormDialog>
    );
  }

  it('is asked, refused in the dialog, and closed when it is done or given up', async () => {
    const { server, client, queryClient } = createFakeServer(() => ({ id: 'a' }));
    await renderPage(
      'en',
      <QueryClientProvider client={queryClient}>
        <TRPCProvider trpcClient={client} queryClient={queryClient}>
          <InDialog />
        </TRPCProvider>
      </QueryClientProvider>,
    );
    await save();
    expect(field('Name')).toHaveAccessibleDescription('Please fill this in.');
    await fill({ Name: 'Orcs' });
    server.failure = 'ERR_DUPLICATE_TYPE_NAME';
    await save();
    expect(await screen.findByText(/already/)).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Cancel' }));
    expect(onClose).not.toHaveBeenCalled();
    await userEvent.click(screen.getByRole('button', { name: 'Keep editing' }));
    server.failure = undefined;
    await save();
    await waitFor(() => expect(onClose).toHaveBeenCalledOnce());
    expect(server.sent.at(-1)?.input).toEqual({ name: 'Orcs' });
  });
});
