import { expect, test } from 'vitest';
import { liftLimits } from './settle-session.ts';

test('what PostgreSQL 13 does not know is set only where it is known, so that it is refused by its version', () => {
  const set = [...liftLimits.matchAll(/\bSET (\w+)/g)].map(([, name]) => name);
  expect(set).toEqual(['statement_timeout', 'lock_timeout', 'idle_in_transaction_session_timeout']);
});
