package org.mentoring.web.layout;

import jakarta.ws.rs.core.UriBuilder;

/** The path of a page with query parameters, whose values are encoded. */
public final class PageAddress {

    private final UriBuilder builder;

    private PageAddress(UriBuilder builder) {
        this.builder = builder;
    }

    public static PageAddress of(String path) {
        return new PageAddress(UriBuilder.fromPath(path));
    }

    /** With another parameter; a value that is null or blank is left out. */
    public PageAddress with(String name, Object value) {
        return value == null || value.toString().isBlank()
                ? this
                : new PageAddress(builder.clone()
                        .queryParam(name, "{" + name + "}")
                        .resolveTemplate(name, value.toString(), true));
    }

    @Override
    public String toString() {
        return builder.build().toString();
    }
}
