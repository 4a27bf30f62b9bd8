package org.mentoring.web.api;

import java.util.Optional;
import java.util.function.Function;

/**
 * A part of a page that may be missing while the rest is there: in a template
 * {@code {#if part.here}{part.value}{#else}{#include tags/part-down.html /}{/if}}.
 */
public record Part<T>(T value, boolean down) {

    static <T> Part<T> of(T value) {
        return new Part<>(value, false);
    }

    static <T> Part<T> missing() {
        return new Part<>(null, true);
    }

    public boolean here() {
        return value != null;
    }

    public Optional<T> optional() {
        return Optional.ofNullable(value);
    }

    public <R> Part<R> map(Function<T, R> change) {
        return new Part<>(value == null ? null : change.apply(value), down);
    }
}
