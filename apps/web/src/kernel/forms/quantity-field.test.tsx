import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { expect, it } from 'vitest';
import { renderInLanguage } from '../../../tests/render-in-language.tsx';
import { QuantityField } from './quantity-field.tsx';

function Field() {
  const [text, setText] = useState('1');
  return (
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
