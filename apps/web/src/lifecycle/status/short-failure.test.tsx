import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { renderInLanguage } from '../../../tests/render-in-language.tsx';
import { FailureText } from './failure-text.tsx';
import { shortFailure } from './short-failure.ts';

const guard = `DO $guard$\nBEGIN\n${'  PERFORM 1 - 1;\n'.repeat(40)}END $guard$ - the column holds values`;

it.each([
  ['a short one as it is', 'relation "runs" - exists', 'relation "runs" - exists'],
  ['of a guard only the reason', guard, 'the column holds values'],
  ['a long reason to its beginning', 'x'.repeat(500), `${'x'.repeat(239)}…`],
])('%s', (_name, text, short) => {
  expect(shortFailure(text)).toBe(short);
});

it('shows the whole of it when it is unfolded', async () => {
  const user = userEvent.setup();
  await renderInLanguage('en', <FailureText text={guard} />);
  const unfold = await screen.findByText('Show all');
  const whole = screen.getByText(/PERFORM/);
  expect(whole).not.toBeVisible();
  await user.click(unfold);
  expect(whole).toBeVisible();
});
