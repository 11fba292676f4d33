import { describe, expect, it } from 'vitest';
import { placeIn, projectAt } from './sections.ts';

const project = '/runs/projects/0b6f';
const placeOf = (pathname: string) => {
  const place = placeIn(pathname);
  return place && [place.section.id, place.page.id];
};

describe('placeIn', () => {
  it.each([
    [project, 'runs', 'runs'],
    [`${project}/`, 'runs', 'runs'],
    [`${project}/assets`, 'runs', 'assets'],
    [`${project}/library`, 'library', 'cases'],
    [`${project}/new-case`, 'library', 'cases'],
    [`${project}/cases/17/edit`, 'library', 'cases'],
    [`${project}/reports`, 'reports', 'reports'],
    [`${project}/reasons`, 'settings', 'reasons'],
  ])('%s is in %s, %s', (pathname, section, page) => {
    expect(placeOf(pathname)).toEqual([section, page]);
  });

  it('the search is in no section', () => {
    expect(placeOf(`${project}/search`)).toBeUndefined();
  });
});

it('an address names its project', () => {
  expect(projectAt(`${project}/library`)).toBe('0b6f');
  expect(projectAt('/runs')).toBeUndefined();
});
