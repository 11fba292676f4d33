import { expect, it } from 'vitest';
import { cronIn, fieldsOf } from './schedule-fields.ts';

const where = { suiteId: '', environmentId: '', timeZone: 'UTC' };

it.each([
  '*/15 * * * *',
  '5 * * * *',
  '30 3 * * *',
  '0 9 * * 1-5',
  '0 9 * * 0',
  '0 0 31 * *',
  '0 3 1 1 *',
])('says %s again as it was said', (cron) => {
  expect(cronIn({ ...fieldsOf(cron), ...where })).toBe(cron);
});

it('lets another rhythm be chosen without losing the cron', () => {
  const fields = { ...fieldsOf('0 3 1 1 *'), ...where };
  expect(cronIn({ ...fields, kind: 'daily', time: '04:05' })).toBe('5 4 * * *');
  expect(cronIn({ ...fields, kind: 'own' })).toBe('0 3 1 1 *');
});
