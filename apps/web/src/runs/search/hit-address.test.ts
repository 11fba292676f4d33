import { searchedKinds } from '@atelier/domain/runs/library-schemas.ts';
import type { Hit } from '@atelier/domain/runs/library-types.ts';
import { expect, it } from 'vitest';
import { hitAddress } from './hit-address.ts';

const hit: Hit = {
  ...{ kind: 'case', id: 'found', projectId: 'theirs', projectName: 'Theirs' },
  ...{ key: '', title: '', excerpt: '', isArchived: false },
};

it.each(searchedKinds)('a hit of the kind %s leads to the very thing', (kind) => {
  const { params, search } = hitAddress({ ...hit, kind }, 'open');
  expect([...Object.values(params ?? {}), ...Object.values(search ?? {})]).toContain('found');
});

it('what belongs to no project is shown in the one that is open', () => {
  const { params } = hitAddress({ ...hit, kind: 'template', projectId: null }, 'open');
  expect(params).toEqual({ projectId: 'open' });
});

it('and where none is open, there are the projects to choose from', () => {
  expect(hitAddress({ ...hit, projectId: null }, undefined)).toEqual({ to: '/runs' });
});
