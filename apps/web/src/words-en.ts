import { en as kernel } from './kernel/words/en.ts';
import { en as lifecycle } from './lifecycle/words/en.ts';
import { en as miniatures } from './miniatures/words/en.ts';

export const words = { kernel, lifecycle, miniatures };
