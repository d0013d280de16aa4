package io.github.zkspring.guard;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import org.springframework.asm.ClassReader;
import org.springframework.asm.ClassVisitor;
import org.springframework.asm.Handle;
import org.springframework.asm.MethodVisitor;
import org.springframework.asm.Opcodes;
import org.springframework.asm.SpringAsmInfo;
import org.springframework.asm.Type;
import org.springframework.util.ClassUtils;

/**
 * Finds calls of guarded methods from their own class, which bypass the proxy, in the
 * byte code of the class. A method that has access to other objects of its class, for
 * example to the proxy, is ignored: its calls may go through the proxy.
 */
final class SelfInvocations extends ClassVisitor {

	private final Type type;

	private final Set<String> guarded;

	private final Set<String> found = new TreeSet<>();

	private SelfInvocations(Class<?> type, Collection<Method> guarded) {
		super(SpringAsmInfo.ASM_VERSION);
		this.type = Type.getType(type);
		this.guarded = guarded.stream()
			.map((method) -> method.getName() + Type.getMethodDescriptor(method))
			.collect(Collectors.toSet());
	}

	/**
	 * Finds the calls in one class.
	 * @param type the class
	 * @param guarded its guarded methods
	 * @return a line for each call, such as {@code shipAll calls ship}
	 */
	static Set<String> find(Class<?> type, Collection<Method> guarded) {
		SelfInvocations calls = new SelfInvocations(type, guarded);
		try (InputStream bytes = type.getResourceAsStream(ClassUtils.getClassFileName(type))) {
			if (bytes != null) {
				new ClassReader(bytes).accept(calls, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
			}
		}
		catch (IOException | IllegalArgumentException ex) {
			// the byte code cannot be read
			return Set.of();
		}
		return calls.found;
	}

	@Override
	public @Nullable MethodVisitor visitMethod(int access, String name, String descriptor, @Nullable String signature,
			String @Nullable [] exceptions) {
		return ((access & Opcodes.ACC_BRIDGE) == 0) ? new CallCollector(name, descriptor) : null;
	}

	/**
	 * Collects the calls of one method.
	 */
	private final class CallCollector extends MethodVisitor {

		private final String name;

		private final Set<String> calls = new TreeSet<>();

		/** Whether the method has access to other objects of the class. */
		private boolean otherInstances;

		private CallCollector(String name, String descriptor) {
			super(SpringAsmInfo.ASM_VERSION);
			// the body of a lambda is a method of its own
			this.name = name.startsWith("lambda$") ? name.split("\\$")[1] : name;
			for (Type parameter : Type.getArgumentTypes(descriptor)) {
				checkType(parameter);
			}
		}

		private void checkType(Type used) {
			this.otherInstances |= used.equals(SelfInvocations.this.type);
		}

		private void call(String owner, String method, String descriptor) {
			if (owner.equals(SelfInvocations.this.type.getInternalName())
					&& SelfInvocations.this.guarded.contains(method + descriptor)) {
				this.calls.add(method);
			}
		}

		@Override
		public void visitFieldInsn(int opcode, String owner, String field, String descriptor) {
			checkType(Type.getType(descriptor));
		}

		@Override
		public void visitTypeInsn(int opcode, String internalName) {
			checkType(Type.getObjectType(internalName));
		}

		@Override
		public void visitMethodInsn(int opcode, String owner, String method, String descriptor, boolean isInterface) {
			checkType(Type.getReturnType(descriptor));
			call(owner, method, descriptor);
		}

		@Override
		public void visitInvokeDynamicInsn(String method, String descriptor, Handle bootstrap, Object... arguments) {
			for (Object argument : arguments) {
				if (argument instanceof Handle handle) {
					call(handle.getOwner(), handle.getName(), handle.getDesc());
				}
			}
		}

		@Override
		public void visitEnd() {
			if (!this.otherInstances) {
				this.calls.forEach((call) -> SelfInvocations.this.found.add(this.name + " calls " + call));
			}
		}

	}

}
