import { cronOf, type Rhythm, rhythmKinds, rhythmOf } from '@atelier/domain/orchestra/rhythm.ts';
import { z } from 'zod';

/** What stands in the fields of the form. */
export const scheduleFields = z.object({
  suiteId: z.uuid(),
  environmentId: z.uuid(),
  kind: z.enum(rhythmKinds),
  every: z.string(),
  minute: z.string(),
  time: z.string().regex(/^\d\d:\d\d$/),
  day: z.string(),
  date: z.string(),
  cron: z.string().trim(),
  timeZone: z.string().trim().min(1),
});
export type ScheduleFields = z.input<typeof scheduleFields>;

/** The fields that say when, as a cron has them. */
export function fieldsOf(
  cron: string,
): Omit<ScheduleFields, 'suiteId' | 'environmentId' | 'timeZone'> {
  const rhythm = rhythmOf(cron);
  const two = (value: number) => String(value).padStart(2, '0');
  return {
    kind: rhythm.kind,
    every: 'every' in rhythm ? String(rhythm.every) : '15',
    minute: 'minute' in rhythm ? String(rhythm.minute) : '0',
    time: 'hour' in rhythm ? `${two(rhythm.hour)}:${two(rhythm.minute)}` : '03:00',
    day: rhythm.kind === 'weekly' ? String(rhythm.day) : '1',
    date: rhythm.kind === 'monthly' ? String(rhythm.date) : '1',
    cron,
  };
}

/** The cron that the fields say. */
export function cronIn(fields: ScheduleFields): string {
  return cronOf(rhythmIn(fields)) ?? fields.cron.trim();
}

function rhythmIn({ kind, every, minute, time, day, date }: ScheduleFields): Rhythm {
  const [hour = 0, past = 0] = time.split(':').map(Number);
  switch (kind) {
    case 'minutes':
      return { kind, every: Number(every) };
    case 'hourly':
      return { kind, minute: Number(minute) };
    case 'weekly':
      return { kind, day: Number(day), hour, minute: past };
    case 'monthly':
      return { kind, date: Number(date), hour, minute: past };
    case 'own':
      return { kind };
    default:
      return { kind, hour, minute: past };
  }
}
