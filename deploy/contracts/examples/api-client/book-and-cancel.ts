// Books the first free slot of a mentor and cancels it again, with types generated from the API description.
import createClient from "openapi-fetch";
import type { paths } from "./api.js";

const { API = "http://localhost:8080", TOKEN = "", MENTOR = "" } = process.env;

const api = createClient<paths>({ baseUrl: API, headers: { Authorization: `Bearer ${TOKEN}` } });

function required<T>(answer: { data?: T; error?: { title?: string; detail?: string | null } }): T {
  if (answer.data === undefined) {
    throw new Error(`${answer.error?.title}: ${answer.error?.detail}`);
  }
  return answer.data;
}

const slots = required(await api.GET("/api/v1/slots", { params: { query: { mentor_id: MENTOR } } }));
const slot = slots.items[0];
if (slot === undefined) {
  throw new Error("The mentor has no free slot");
}

const booking = required(
  await api.POST("/api/v1/bookings", {
    params: { header: { "Idempotency-Key": crypto.randomUUID() } },
    body: { mentor_id: MENTOR, start_time: slot.start_time, session_type: slot.session_type },
  }),
);
console.log(`booked ${booking.id}: ${booking.status}`);

const path = { id: booking.id };
// The body may be left out.
required(await api.POST("/api/v1/bookings/{id}/cancel", { params: { path } }));
const cancelled = required(await api.GET("/api/v1/bookings/{id}", { params: { path } }));
if (cancelled.status !== "cancelled" || cancelled.cancelled_by !== "mentee") {
  throw new Error(`The booking is ${cancelled.status}`);
}

// What the contract does not have does not compile.
// @ts-expect-error: the mentor is needed
await api.GET("/api/v1/slots", { params: { query: {} } });
const wrong = await api.GET("/api/v1/bookings", {
  // @ts-expect-error: not a status that a booking can have
  params: { query: { status: "lost" } },
});
if (wrong.response.status !== 400) {
  throw new Error(`An unknown status is answered with ${wrong.response.status}`);
}
console.log(`cancelled ${cancelled.id}`);
