import type { AttachedFile } from '@atelier/domain/identity/files/attached-file.ts';
import { profilePicture } from '@atelier/domain/identity/files/profile-picture.ts';
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { renderInLanguage } from '../../../tests/render-in-language.tsx';
import { type ReceivedUpload, startUploadServer } from '../../../tests/upload-server.ts';
import { FileField } from './file-field.tsx';

const use = {
  ...profilePicture,
  types: ['image/png', 'application/pdf', 'text/plain'] as const,
  perThing: { files: 9, bytes: 2 ** 30, whenFull: 'refuse' as const },
};

let server: Awaited<ReturnType<typeof startUploadServer>>;
beforeEach(async () => {
  server = await startUploadServer();
  URL.createObjectURL = () => 'blob:preview';
  URL.revokeObjectURL = () => {};
});
afterEach(() => server.close());

function attachedFile(name: string, more: Partial<AttachedFile> = {}): AttachedFile {
  return {
    ...{ id: `id of ${name}`, use: use.name, entityId: 'ann', name, size: 3 },
    ...{ mediaType: 'image/png', sha256: '', hasThumbnail: true, ownerId: 'ann', createdAt: '' },
    ...more,
  };
}

function Field({
  first = [],
  remove,
}: {
  first?: AttachedFile[];
  remove?: (id: string) => unknown;
}) {
  const [files, setFiles] = useState<readonly AttachedFile[]>(first);
  return (
    <FileField
      label="Attachments"
      use={use}
      entityId="ann/1"
      files={files}
      onAttached={(file) => setFiles((now) => [...now, file])}
      onRemove={async ({ id }) => {
        await remove?.(id);
        setFiles((now) => now.filter((each) => each.id !== id));
      }}
    />
  );
}

const png = (name: string, bytes = 3) =>
  new File([new Uint8Array(bytes)], name, { type: 'image/png' });
const entry = (name: string) =>
  screen.getByText(name, { ignore: '[role=status]' }).closest('li') as HTMLElement;
const field = () => screen.getByRole('region', { name: 'Attachments' });
const said = () => within(field()).getByRole('status').textContent;
const pick = (...files: File[]) =>
  userEvent.upload(screen.getByLabelText('Attachments', { selector: 'input' }), files);

async function attach({ content, answer, url }: ReceivedUpload): Promise<void> {
  const { length } = await content;
  const name = new URL(url, 'http://x').searchParams.get('name') ?? '';
  answer(201, attachedFile(name, { size: length }));
}

it('sends what is picked, as it is, to the thing, and shows it as attached', async () => {
  await renderInLanguage('en', <Field />);
  await pick(new File(['hello'], 'a b&c.txt', { type: 'text/plain' }));
  const upload = await server.next();
  expect(upload.url).toBe('/api/files/profile-picture/ann%2F1?name=a%20b%26c.txt');
  expect((await upload.content).toString()).toBe('hello');
  expect(within(entry('a b&c.txt')).getByRole('progressbar')).toBeInTheDocument();
  await attach(upload);
  await screen.findByRole('button', { name: 'Remove a b&c.txt' });
  expect(screen.queryByRole('progressbar')).toBeNull();
  expect(said()).toBe('a b&c.txt is attached.');
});

it('takes several at once, two at a time, each with its own outcome', async () => {
  await renderInLanguage('en', <Field />);
  await pick(png('1.png'), png('2.png'), png('3.png'));
  const [first, second] = [await server.next(), await server.next()];
  await first.content;
  expect(server.pending).toBe(0);
  expect(entry('3.png')).toHaveTextContent('Waiting');
  await second.content;
  second.answer(415, { code: 'ERR_FILE_TYPE_REFUSED', message: 'x', details: { type: 'x' } });
  await attach(await server.next());
  await waitFor(() => expect(entry('2.png')).toHaveTextContent('Files of this kind are not taken'));
  await screen.findByRole('button', { name: 'Remove 3.png' });
  expect(entry('1.png')).toHaveAttribute('data-state', 'sending');
  await attach(first);
  await screen.findByRole('button', { name: 'Remove 1.png' });
});

// How much has left is told by browsers alone, not by jsdom.
it('says of what it tells how much has left', async () => {
  await renderInLanguage('en', <Field />);
  await pick(png('large.png', 3_000_000));
  const upload = await server.next();
  const bar = within(entry('large.png')).getByRole('progressbar');
  expect(bar).toHaveAccessibleName('How much of large.png is sent');
  expect(bar).toHaveAttribute('max', '3000000');
  expect(entry('large.png')).toHaveTextContent(/% of 2.9 MB/);
  await attach(upload);
});

it('cancels what is sent and what waits, and sends it anew when asked', async () => {
  await renderInLanguage('en', <Field />);
  await pick(png('1.png', 2_000_000), png('2.png'), png('3.png'));
  const uploads = [await server.next(), await server.next()];
  const first = uploads.find(({ url }) => url.endsWith('1.png'));
  await userEvent.click(screen.getByRole('button', { name: 'Cancel 3.png' }));
  await userEvent.click(screen.getByRole('button', { name: 'Cancel 1.png' }));
  await waitFor(() => expect(entry('1.png')).toHaveTextContent('Cancelled'));
  expect(said()).toBe('1.png was cancelled.');
  await userEvent.click(screen.getByRole('button', { name: 'Try again: 1.png' }));
  const again = await server.next();
  expect(again.key).not.toBe(first?.key);
  await attach(again);
  await screen.findByRole('button', { name: 'Remove 1.png' });
  expect(entry('3.png')).toHaveTextContent('Cancelled');
  await userEvent.click(screen.getByRole('button', { name: 'Take 3.png off the list' }));
  expect(screen.queryByText('3.png')).toBeNull();
});

it('asks again under the same key where the connection ended, and under another where it was refused', async () => {
  await renderInLanguage('en', <Field />);
  await pick(png('a.png'));
  const lost = await server.next();
  await lost.content;
  lost.drop();
  await waitFor(() => expect(entry('a.png')).toHaveAttribute('data-state', 'failed'));
  await userEvent.click(screen.getByRole('button', { name: 'Try again: a.png' }));
  const same = await server.next();
  expect(same.key).toBe(lost.key);
  await same.content;
  same.answer(409, { code: 'ERR_FILE_THING_FULL', message: 'x' });
  await waitFor(() => expect(said()).toBe('a.png: No more files fit in here. Remove one first.'));
  await userEvent.click(screen.getByRole('button', { name: 'Try again: a.png' }));
  const other = await server.next();
  expect(other.key).not.toBe(lost.key);
  await attach(other);
});

it.each([
  ['too large', png('a.png', 5 * 1024 ** 2 + 1), 'The file is too large.'],
  ['empty', png('a.png', 0), 'The file is empty.'],
  ['of another kind', new File(['x'], 'a.png', { type: 'video/mp4' }), 'Files of this kind'],
])('what is %s is told before it is sent', async (_what, file, words) => {
  await renderInLanguage('en', <Field />);
  await userEvent
    .setup({ applyAccept: false })
    .upload(screen.getByLabelText('Attachments', { selector: 'input' }), file);
  expect(entry('a.png')).toHaveTextContent(words);
  expect(said()).toContain(words);
  expect(server.pending).toBe(0);
});

it('takes what is dropped, and shows that it would', async () => {
  await renderInLanguage('en', <Field />);
  const field = screen.getByRole('region', { name: 'Attachments' });
  const dataTransfer = { files: [png('dropped.png')], types: ['Files'] };
  fireEvent.dragEnter(field, { dataTransfer });
  expect(field).toHaveTextContent('Drop to attach');
  fireEvent.drop(field, { dataTransfer });
  expect(field).not.toHaveTextContent('Drop to attach');
  await attach(await server.next());
  await screen.findByRole('button', { name: 'Remove dropped.png' });
});

it('leaves a text that is dragged alone', async () => {
  await renderInLanguage('en', <Field />);
  const field = screen.getByRole('region', { name: 'Attachments' });
  fireEvent.dragEnter(field, { dataTransfer: { files: [], types: ['text/plain'] } });
  expect(field).not.toHaveTextContent('Drop to attach');
});

it('takes what is pasted, but not from who writes a text', async () => {
  await renderInLanguage(
    'en',
    <>
      <Field />
      <textarea aria-label="text" />
    </>,
  );
  const paste = (target: Element, name: string, types: string[]) =>
    fireEvent.paste(target, { clipboardData: { files: [png(name)], types } });
  paste(screen.getByLabelText('text'), 'beside.png', ['text/plain', 'Files']);
  expect(screen.queryByText('beside.png')).toBeNull();
  paste(document.body, 'pasted.png', ['Files']);
  await attach(await server.next());
  await screen.findByRole('button', { name: 'Remove pasted.png' });
});

it('is done with the keyboard: pick, look, remove', async () => {
  const remove = vi.fn();
  await renderInLanguage('en', <Field first={[attachedFile('a.png')]} remove={remove} />);
  const click = vi.spyOn(HTMLInputElement.prototype, 'click').mockReturnValue();
  await userEvent.tab();
  expect(screen.getByRole('button', { name: 'Choose files' })).toHaveFocus();
  expect(document.activeElement).toHaveAccessibleDescription(/PNG, PDF, TXT, up to 5 MB each/);
  await userEvent.keyboard('{Enter}');
  expect(click).toHaveBeenCalledOnce();
  click.mockRestore();
  await userEvent.tab();
  expect(document.activeElement).toHaveAccessibleName('Look at a.png');
  await userEvent.tab();
  await userEvent.keyboard('{Enter}');
  await waitFor(() => expect(remove).toHaveBeenCalledWith('id of a.png'));
  expect(said()).toBe('a.png was removed.');
});

it('says beside a file why it could not be removed', async () => {
  const remove = () => Promise.reject(new Error('no'));
  await renderInLanguage('en', <Field first={[attachedFile('a.png')]} remove={remove} />);
  await userEvent.click(screen.getByRole('button', { name: 'Remove a.png' }));
  await waitFor(() => expect(entry('a.png')).toHaveTextContent('Something went wrong'));
  expect(said()).toContain('a.png: Something went wrong');
});

it('what may bring a script is saved, and never shown', async () => {
  const document = attachedFile('a.pdf', { mediaType: 'application/pdf', hasThumbnail: false });
  await renderInLanguage('en', <Field first={[document]} />);
  const link = screen.getByRole('link', { name: 'Save a.pdf' });
  expect(link).toHaveAttribute('href', '/api/files/id of a.pdf?download');
  expect(screen.queryByRole('button', { name: 'Look at a.pdf' })).toBeNull();
});

it('speaks Russian', async () => {
  await renderInLanguage('ru', <Field first={[attachedFile('a.png')]} />);
  expect(screen.getByRole('button', { name: 'Выбрать файлы' })).toHaveAccessibleDescription(
    /каждый до 5 МБ/,
  );
  expect(screen.getByRole('button', { name: 'Удалить a.png' })).toBeInTheDocument();
});
