package org.mentoring.web.api;

import java.util.Optional;
import java.util.function.Function;

/**
 * What the API answered for one section of a page: a value, nothing, or that the service is unavailable. In a template
 * {@code {#if reviews.unavailable}{#unavailable what=… /}{#else if reviews.present}{reviews.value}{/if}}.
 */
public record ApiResult<T>(T value, boolean unavailable) {

    static <T> ApiResult<T> of(T value) {
        return new ApiResult<>(value, false);
    }

    static <T> ApiResult<T> ofUnavailable() {
        return new ApiResult<>(null, true);
    }

    public boolean present() {
        return value != null;
    }

    public Optional<T> optional() {
        return Optional.ofNullable(value);
    }

    public <R> ApiResult<R> map(Function<T, R> change) {
        return new ApiResult<>(value == null ? null : change.apply(value), unavailable);
    }
}
