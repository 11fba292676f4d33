import { connect } from '@atelier/db/kernel/connection.ts';
import { createNotifier } from '@atelier/db/kernel/notifications.ts';

// A process without a server, like a command or a worker: it announces, publishes, and ends.
const [, , connectionString = '', topic = '', count = '0'] = process.argv;
const db = connect({ connectionString, poolSize: 2 });
const notifier = createNotifier(db);
for (let number = 1; number <= Number(count); number += 1) notifier.publish(topic, number);
notifier.notify({ area: 'miniatures', entity: 'type', ids: ['from-elsewhere'] });
await notifier.flush();
await db.destroy();
