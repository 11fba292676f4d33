import type { ReactNode } from 'react';
import type { Area } from './areas.ts';

interface Props {
  readonly areas: readonly Area[];
  readonly children: ReactNode;
}

/** Every area's own state, one around the other. */
export function AreaProviders({ areas, children }: Props): ReactNode {
  return areas.reduceRight<ReactNode>(
    (inner, { id, Provider }) => <Provider key={id}>{inner}</Provider>,
    children,
  );
}
