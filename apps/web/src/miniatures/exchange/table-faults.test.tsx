import type { TableFault } from '@atelier/domain/miniatures/table-reading.ts';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { expect, it } from 'vitest';
import { renderInLanguage } from '../../../tests/render-in-language.tsx';
import { TableFaults } from './table-faults.tsx';

const faults: readonly TableFault[] = [2, 3, 4].map((row) => ({
  row,
  fault: 'unknown_status',
  cell: `word ${row}`,
}));

function Faults() {
  const [first, setFirst] = useState(0);
  return (
    <main>
      <TableFaults faults={faults.slice(first)} />
      <button type="button" onClick={() => setFirst(first + 1)}>
        mend
      </button>
    </main>
  );
}

/** What a screen reader says of what changed: of each node, all of the nearest region that is atomic. */
function heard(changed: readonly Node[]): readonly string[] {
  return changed.flatMap((node) => {
    const element = node instanceof Element ? node : node.parentElement;
    const region = element?.closest('[aria-live], [role="alert"], [role="status"]');
    if (!region || region.getAttribute('aria-live') === 'off') return [];
    const isWhole = region.getAttribute('aria-atomic') !== 'false';
    return [(isWhole ? region : element)?.textContent ?? ''];
  });
}

it('the rows are there with the alert; while they change, only how many is said again', async () => {
  await renderInLanguage('en', <Faults />);
  const main = within(screen.getByRole('main'));
  const alert = main.getByRole('alert');
  expect(within(alert).getAllByRole('listitem')).toHaveLength(3);
  const changed: Node[] = [];
  const observer = new MutationObserver((records) => {
    for (const { target } of records) changed.push(target);
  });
  observer.observe(alert, { subtree: true, childList: true, characterData: true });
  await userEvent.click(screen.getByRole('button', { name: 'mend' }));
  expect(main.getByRole('alert')).toBe(alert);
  expect(within(alert).getAllByRole('listitem')).toHaveLength(2);
  observer.disconnect();
  expect(heard(changed)).toEqual(['2 rows cannot be read, and are left out:']);
});
