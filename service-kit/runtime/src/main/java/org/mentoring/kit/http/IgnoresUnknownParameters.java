package org.mentoring.kit.http;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * An operation whose address others extend by query parameters of their own, as OAuth providers and mail programs do. All other
 * operations refuse parameters that they do not know.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface IgnoresUnknownParameters {}
