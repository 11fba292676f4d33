import { createTheme, type MantineColorsTuple } from '@mantine/core';

/** Patina on copper: the one colour that means "you can act on this". */
const patina: MantineColorsTuple = [
  '#eaf6f4',
  '#d3ebe7',
  '#a6d6cf',
  '#76c0b6',
  '#50aca1',
  '#379b90',
  '#228077',
  '#176f68',
  '#12605c',
  '#0b4a47',
];

/** Warm greys, as of paper and primer, in place of Mantine's blue ones. */
const gray: MantineColorsTuple = [
  '#faf8f5',
  '#f4f1ec',
  '#eae5de',
  '#dcd5cc',
  '#c2b9ad',
  '#978d80',
  '#70675c',
  '#544c43',
  '#3b352e',
  '#26211c',
];

const dark: MantineColorsTuple = [
  '#ece6df',
  '#cfc7be',
  '#aca399',
  '#7d756c',
  '#4a443e',
  '#3a3530',
  '#2b2723',
  '#221f1c',
  '#191714',
  '#100e0c',
];

const sans =
  "ui-sans-serif, system-ui, -apple-system, 'Segoe UI Variable Text', 'Segoe UI', Roboto, 'Noto Sans', 'Liberation Sans', Arial, sans-serif";

export const theme = createTheme({
  primaryColor: 'patina',
  primaryShade: { light: 8, dark: 6 },
  colors: { patina, gray, dark },
  fontFamily: sans,
  fontFamilyMonospace:
    "ui-monospace, 'Cascadia Mono', 'SF Mono', Menlo, Consolas, 'Liberation Mono', monospace",
  headings: {
    fontFamily: sans,
    fontWeight: '650',
    sizes: {
      h1: { fontSize: '1.75rem', lineHeight: '1.2' },
      h2: { fontSize: '1.125rem', lineHeight: '1.35' },
      h3: { fontSize: '1rem', lineHeight: '1.4' },
    },
  },
  defaultRadius: 'md',
  radius: { xs: '4px', sm: '6px', md: '8px', lg: '12px', xl: '16px' },
  cursorType: 'pointer',
  respectReducedMotion: true,
});
