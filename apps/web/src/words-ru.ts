import { ru as kernel } from './kernel/words/ru.ts';
import { ru as lifecycle } from './lifecycle/words/ru.ts';
import { ru as miniatures } from './miniatures/words/ru.ts';

export const words = { kernel, lifecycle, miniatures };
