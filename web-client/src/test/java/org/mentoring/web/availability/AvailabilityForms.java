package org.mentoring.web.availability;

import java.util.List;

import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import org.mentoring.web.StubApi;
import org.mentoring.web.WebForms;

/** The forms of the page of a mentor's availability. */
final class AvailabilityForms {

    static final String PAGE = "/availability";

    private AvailabilityForms() {}

    static RequestSpecification form() {
        return WebForms.filled(PAGE).redirects().follow(false);
    }

    static Response send(RequestSpecification form) {
        return send(form, PAGE);
    }

    static Response send(RequestSpecification form, String path) {
        return form.post(path);
    }

    static List<StubApi.Asked> asked(String method) {
        return StubApi.asked().stream()
                .filter(asked -> asked.method().equals(method))
                .toList();
    }
}
