package org.mentoring.booking.booking;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.mentoring.kit.event.EventJson;

/** Reads what the functions {@code booking_json} and {@code booking_with_questions} of the database write. */
@ApplicationScoped
class BookingJson {

    private final ObjectMapper json;

    BookingJson(EventJson json) {
        this.json = json.mapper();
    }

    Booking read(String booking) {
        try {
            return json.readValue(booking, Booking.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("booking_json does not write a booking", e);
        }
    }
}
