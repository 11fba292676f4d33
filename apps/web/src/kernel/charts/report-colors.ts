/** What stands for an outcome in charts; each stands beside its word. */
export const reportColors = {
  ok: 'var(--mantine-color-teal-6)',
  fail: 'var(--mantine-color-red-6)',
  na: 'var(--mantine-color-gray-6)',
} as const;
