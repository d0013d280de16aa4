package io.github.zkspring.leader;

import java.lang.reflect.Method;

import io.github.zkspring.annotation.AnnotationValues;
import io.github.zkspring.client.InvalidZkMethodException;
import io.github.zkspring.client.ZkPaths;

/**
 * Resolves the names of elections in annotations.
 */
class ElectionNames {

	private final AnnotationValues values;

	ElectionNames(AnnotationValues values) {
		this.values = values;
	}

	/**
	 * Resolve a name.
	 * @param beanName the bean of the annotated method
	 * @param method the annotated method
	 * @param text the text of the annotation
	 * @return the name, one path segment
	 * @throws InvalidZkMethodException when it is none
	 */
	String resolve(String beanName, Method method, String text) {
		try {
			return ZkPaths.name(ZkPaths.child("/", this.values.resolve(text)));
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidZkMethodException(beanName, method, String.valueOf(ex.getMessage()),
					"Name the election by one path segment in the annotation, or in the property it refers to.");
		}
	}

}
