import { act, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { expect, it, vi } from 'vitest';
import { renderInLanguage } from '../../../tests/render-in-language.tsx';
import { QuantityField } from './quantity-field.tsx';

function Field({ onSubmit = () => {} }: { readonly onSubmit?: (text: string) => void }) {
  const [text, setText] = useState('1');
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit(text);
      }}
    >
      <QuantityField
        label="how many"
        value={text}
        onChange={setText}
        min={1}
        max={7}
        quick={[1, 5, 10]}
        quickLabel="quick"
        all="all of them"
      />
      <button type="submit">go</button>
    </form>
  );
}

it('steps within its bounds and offers only what can be taken', async () => {
  await renderInLanguage('en', <Field />);
  const field = screen.getByLabelText('how many');
  expect(screen.getByRole('button', { name: 'One less' })).toBeDisabled();
  expect(screen.getByRole('button', { name: '10' })).toBeDisabled();
  await userEvent.click(screen.getByRole('button', { name: '5' }));
  expect(field).toHaveValue(5);
  await userEvent.click(screen.getByRole('button', { name: 'One more' }));
  expect(field).toHaveValue(6);
  await userEvent.click(screen.getByRole('button', { name: 'all of them' }));
  expect(field).toHaveValue(7);
  expect(screen.getByRole('button', { name: 'One more' })).toBeDisabled();
});

it.each(['5', 'all of them'])('after the amount "%s" Enter submits', async (name) => {
  const onSubmit = vi.fn();
  await renderInLanguage('en', <Field onSubmit={onSubmit} />);
  await userEvent.click(screen.getByRole('button', { name }));
  await userEvent.keyboard('{Enter}');
  expect(onSubmit).toHaveBeenCalledExactlyOnceWith(name === '5' ? '5' : '7');
});

it('says what can be entered when something else is', async () => {
  const i18n = await renderInLanguage('en', <Field />);
  const field = screen.getByLabelText('how many');
  expect(field).not.toHaveAttribute('aria-invalid', 'true');
  for (const wrong of ['8', '0', '1.5', '-3']) {
    await userEvent.clear(field);
    await userEvent.type(field, wrong);
    expect(field).toHaveAttribute('aria-invalid', 'true');
    expect(field).toHaveAccessibleDescription('Enter a whole number from 1 to 7.');
  }
  await act(() => i18n.changeLanguage('ru'));
  expect(field).toHaveAccessibleDescription('Введите целое число от 1 до 7.');
  await userEvent.clear(field);
  await userEvent.type(field, '7');
  expect(field).toBeValid();
  expect(field).not.toHaveAccessibleDescription();
});
