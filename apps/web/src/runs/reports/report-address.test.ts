import { expect, it } from 'vitest';
import { filterOf, readReportAddress, reportSearch } from './report-address.ts';

const now = Date.parse('2026-06-30T12:00:00Z');

it('an empty address is the last ninety days, and stays empty', () => {
  const address = readReportAddress({});
  expect(filterOf(address, now)).toEqual({ from: '2026-04-01' });
  expect(reportSearch(address)).toEqual({});
});

it('what is no value of ours is as usual', () => {
  const address = readReportAddress({
    period: 'ever',
    from: 1,
    models: 'x',
    suiteId: 'x',
    level: 'L9',
  });
  expect(filterOf(address, now)).toEqual({ from: '2026-04-01' });
});

it('everything that was chosen is asked for, and kept', () => {
  const search = {
    period: 'own',
    from: '2026-01-01',
    to: '2026-01-31',
    models: ['DS-2', '3'],
    level: 'L0',
  };
  const address = readReportAddress({ ...search, models: ['DS-2', 3] });
  const { period: _, ...filter } = search;
  expect(filterOf(address, now)).toEqual(filter);
  expect(reportSearch(address)).toEqual(search);
  expect(filterOf(readReportAddress({ period: 'all', from: '2026-01-01' }), now)).toEqual({});
  expect(filterOf(readReportAddress({ period: 30 }), now)).toEqual({ from: '2026-05-31' });
});
