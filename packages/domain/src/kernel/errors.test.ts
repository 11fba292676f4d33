import { expect, test } from 'vitest';
import { DomainError, errorFactory, kernelError } from './errors.ts';

const factory = errorFactory({ ERR_LATE: { kind: 'refused', message: 'Too late.' } });

test('an error has its code, and kind and message from the table', () => {
  const error = factory('ERR_LATE', { by: 3 });
  expect(error).toBeInstanceOf(DomainError);
  expect(error).toMatchObject({
    name: 'DomainError',
    code: 'ERR_LATE',
    kind: 'refused',
    message: 'Too late.',
    params: { by: 3 },
  });
});

test('without params there are none', () => {
  expect(kernelError('ERR_NOT_FOUND').params).toEqual({});
});

test('a code that is not in the table is a mistake in the program', () => {
  const anyCode = factory as unknown as (code: string) => DomainError;
  expect(() => anyCode('ERR_OTHER')).toThrow(TypeError);
});
