package org.mentoring.kit.problem;

import java.util.Map;

/**
 * The table by which a service's own exceptions become problem documents. A service has one as a bean; an exception
 * that stands in no table is a defect and answers 500 without a word about itself.
 */
@FunctionalInterface
public interface ProblemCatalog {

    /** Which exception is which problem; a subclass without a row of its own takes its superclass's. */
    Map<Class<? extends Throwable>, ProblemType> entries();
}
