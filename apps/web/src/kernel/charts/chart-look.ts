/**
 * How every chart looks, as props for recharts. Nothing moves by itself, and nothing takes the focus:
 * for a screen reader a chart is one image with a sentence, and the figures are in the table.
 */
export const chartLook = {
  responsive: true,
  accessibilityLayer: false,
  margin: { top: 8, right: 20, bottom: 0, left: 0 },
  style: { width: '100%', height: '100%' },
};

const axis = {
  tickLine: false,
  tick: { fill: 'var(--mantine-color-dimmed)', fontSize: 12 },
};

export const dayAxisLook = {
  ...axis,
  axisLine: { stroke: 'var(--line-strong)' },
  interval: 'preserveStart',
  minTickGap: 20,
  tickMargin: 8,
  height: 32,
} as const;

/** What is counted comes in pieces, so there are no fractions; steps are 1, 2, 2.5 or 5 times a power of ten. */
export const valueAxisLook = {
  ...axis,
  axisLine: false,
  allowDecimals: false,
  niceTicks: 'snap125',
  tickMargin: 6,
  width: 'auto',
} as const;

export const gridLook = { vertical: false, stroke: 'var(--line)' };
