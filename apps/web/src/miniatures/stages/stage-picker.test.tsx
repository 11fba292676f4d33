import { stages } from '@atelier/domain/miniatures/stages.ts';
import { act, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { expect, it } from 'vitest';
import { renderInLanguage } from '../../../tests/render-in-language.tsx';
import { StagePicker } from './stage-picker.tsx';

function Picker() {
  const [stage, setStage] = useState<(typeof stages)[number]>('BUILDING');
  return (
    <StagePicker
      label="where"
      value={stage}
      shown={stages}
      available={['BUILDING', 'DONE']}
      counts={{ IN_BOX: 0, BUILDING: 1234, PRIMING: 0, PAINTING: 0, DONE: 1 }}
      onChange={setStage}
    />
  );
}

it('chooses among what can be chosen, in words and numbers of the language', async () => {
  const i18n = await renderInLanguage('en', <Picker />);
  expect(screen.getByRole('radio', { name: /Building\s*1,234/ })).toBeChecked();
  expect(screen.getByRole('radio', { name: /Priming/ })).toBeDisabled();
  await userEvent.click(screen.getByRole('radio', { name: /Done/ }));
  expect(screen.getByRole('radio', { name: /Done/ })).toBeChecked();
  await act(() => i18n.changeLanguage('ru'));
  expect(screen.getByRole('radio', { name: /Готово/ })).toBeChecked();
  expect(document.documentElement).toHaveAttribute('lang', 'ru');
});
