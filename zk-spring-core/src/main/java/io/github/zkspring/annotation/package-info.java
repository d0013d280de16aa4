/**
 * Annotated methods for all features: {@code AnnotatedBeans} finds and validates them, a
 * {@code BeanMethod} knows the types of its parameters, and a {@code BeanMethodInvoker}
 * calls the bean. {@code ScopedTargets} reports new targets of scoped proxies, and
 * {@code AnnotationValues} resolves the values of annotations.
 */
@NullMarked
package io.github.zkspring.annotation;

import org.jspecify.annotations.NullMarked;
