package io.github.zkspring.annotation;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;

import org.springframework.core.ResolvableType;

/**
 * Replaces the type variables of a superclass or an interface by the types that a class
 * declares for them, and wildcards by their upper bound.
 */
final class ResolvedTypes {

	private ResolvedTypes() {
	}

	/**
	 * Resolves a type.
	 * @param type a type of a method of the class
	 * @param owner the class
	 * @return the type without variables, {@link ResolvableType#NONE} if the class does
	 * not declare all of them
	 */
	static ResolvableType of(Type type, Class<?> owner) {
		Type resolved = resolve(type, owner);
		return (resolved != null) ? ResolvableType.forType(resolved) : ResolvableType.NONE;
	}

	private static @Nullable Type resolve(Type type, Class<?> owner) {
		if (type instanceof TypeVariable<?> variable) {
			return argument(variable, owner);
		}
		if (type instanceof WildcardType wildcard) {
			return resolve(wildcard.getUpperBounds()[0], owner);
		}
		if (type instanceof GenericArrayType array) {
			Type component = resolve(array.getGenericComponentType(), owner);
			return (component != null) ? ResolvableType.forArrayComponent(ResolvableType.forType(component)).getType()
					: null;
		}
		return (type instanceof ParameterizedType parameterized) ? arguments(parameterized, owner) : type;
	}

	private static @Nullable Type argument(TypeVariable<?> variable, Class<?> owner) {
		if (!(variable.getGenericDeclaration() instanceof Class<?> declaring)) {
			return null;
		}
		int index = Arrays.asList(declaring.getTypeParameters()).indexOf(variable);
		ResolvableType argument = ResolvableType.forClass(owner).as(declaring).getGeneric(index);
		return (argument == ResolvableType.NONE || variable.equals(argument.getType())) ? null
				: resolve(argument.getType(), owner);
	}

	private static @Nullable Type arguments(ParameterizedType type, Class<?> owner) {
		ResolvableType[] arguments = Arrays.stream(type.getActualTypeArguments())
			.map((argument) -> of(argument, owner))
			.toArray(ResolvableType[]::new);
		return Arrays.asList(arguments).contains(ResolvableType.NONE) ? null
				: ResolvableType.forClassWithGenerics((Class<?>) type.getRawType(), arguments).getType();
	}

}
