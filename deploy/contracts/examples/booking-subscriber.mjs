// Follows the bookings of the mentoring platform and prints a line for each event. It goes on where it stopped, passes over
// what it has handled, and leaves alone what it does not know. Run it with ./subscribe-javascript.
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import kafkajs from 'kafkajs';

const TOPIC = 'mentoring.bookings';
const KNOWN = new Set(
  ['requested', 'confirmed', 'declined', 'expired', 'rescheduled', 'cancelled'].map((what) => `org.mentoring.booking.${what}.v1`),
);
const state = process.env.SUBSCRIBER_STATE ?? '.booking-subscriber.json';

// Which version of each booking was handled last. In your system this belongs into the transaction of what you do.
const handled = existsSync(state) ? JSON.parse(readFileSync(state, 'utf8')) : {};

const kafka = new kafkajs.Kafka({
  clientId: 'booking-subscriber',
  brokers: (process.env.KAFKA_BOOTSTRAP_SERVERS ?? 'localhost:19092').split(','),
  logLevel: kafkajs.logLevel.ERROR,
});
const consumer = kafka.consumer({ groupId: process.env.SUBSCRIBER_GROUP ?? 'booking-subscriber' });

await consumer.connect();
await consumer.subscribe({ topic: TOPIC, fromBeginning: true });
await consumer.run({
  // KafkaJS tells Kafka how far we are after this has ended; when it fails the event comes again.
  eachMessage: async ({ message }) => {
    const header = (name) => message.headers[name]?.toString() ?? '';
    const type = header('ce_type');
    const booking = header('ce_subject');
    const version = Number(header('ce_aggregateversion'));
    if (!KNOWN.has(type) || version <= (handled[booking] ?? 0)) {
      return;
    }
    console.log(`${header('ce_time')} ${type} ${booking} ${message.value}`);
    handled[booking] = version;
    writeFileSync(`${state}.next`, JSON.stringify(handled));
    renameSync(`${state}.next`, state);
  },
});

for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, async () => {
    await consumer.disconnect();
    console.log('stopped');
    process.exit(0);
  });
}
