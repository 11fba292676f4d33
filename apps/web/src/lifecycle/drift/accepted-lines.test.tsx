import { screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { renderInLanguage } from '../../../tests/render-in-language.tsx';
import type { AcceptedLine } from '../use-lifecycle.ts';
import { AcceptedLines } from './accepted-lines.tsx';

const kept: AcceptedLine = {
  class: 'extra',
  kind: 'column',
  name: 'time.resources.area_id_kept',
  expected: null,
  actual: '"area_id_kept" uuid',
  fix: 'reversible',
  acceptedBy: { kind: 'adoption', profile: 'time-legacy' },
};
const repaired: AcceptedLine = {
  ...kept,
  name: 'time.resources.project_id_kept',
  acceptedBy: { kind: 'repair', record: '7' },
};

test.each([
  {
    language: 'en',
    sum: '2 accepted differences: no drift, and not fixed',
    titles: ['Accepted at the adoption of time-legacy', 'Made by repair 7 to keep values'],
  },
  {
    language: 'ru',
    sum: '2 принятых отличия: не расхождения, исправлять не нужно',
    titles: [
      'Приняты при переходе под управление: time-legacy',
      'Созданы исправлением 7, чтобы сохранить значения',
    ],
  },
] as const)('accepted differences stand under who decided it ($language)', async (expected) => {
  await renderInLanguage(expected.language, <AcceptedLines lines={[kept, repaired]} />);
  expect(await screen.findByText(expected.sum)).toBeTruthy();
  for (const title of expected.titles) expect(screen.getByText(title)).toBeTruthy();
  expect(screen.getByText('time.resources.area_id_kept')).toBeTruthy();
});
