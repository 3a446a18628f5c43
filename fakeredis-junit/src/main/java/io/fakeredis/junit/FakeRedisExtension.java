package io.fakeredis.junit;

import io.fakeredis.FakeServer;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;

/** Gives tests their server; registered by {@link FakeRedisTest}. */
@SuppressWarnings("deprecation") // JUnit 6 has another name for a method that 5 has as well
final class FakeRedisExtension
    implements BeforeAllCallback,
        BeforeEachCallback,
        ParameterResolver,
        TestExecutionExceptionHandler {
  private static final Namespace NAMESPACE = Namespace.create(FakeRedisExtension.class);

  @Override
  public void beforeAll(ExtensionContext context) throws IllegalAccessException {
    inject(context, context.getRequiredTestClass(), null);
  }

  @Override
  public void beforeEach(ExtensionContext context) throws IllegalAccessException {
    for (Object instance : context.getRequiredTestInstances().getAllInstances()) {
      inject(context, instance.getClass(), instance);
    }
  }

  /** Fills the fields of the instance; the static ones of the class if there is none. */
  private static void inject(ExtensionContext context, Class<?> type, @Nullable Object instance)
      throws IllegalAccessException {
    Predicate<Field> wanted =
        field ->
            field.isAnnotationPresent(FakeRedis.class)
                && Modifier.isStatic(field.getModifiers()) == (instance == null);
    for (Field field :
        ReflectionSupport.findFields(type, wanted, HierarchyTraversalMode.TOP_DOWN)) {
      if (Modifier.isFinal(field.getModifiers())) {
        throw new ExtensionConfigurationException("@FakeRedis field " + field + " is final");
      }
      field.setAccessible(true);
      field.set(instance, Injection.make(field.getType(), server(context)));
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.isAnnotated(FakeRedis.class);
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return Injection.make(parameter.getParameter().getType(), server(context));
  }

  /** A constructor's parameters are the method's, as its fields are. */
  @Override
  public ExtensionContextScope getTestInstantiationExtensionContextScope(ExtensionContext root) {
    return ExtensionContextScope.TEST_METHOD;
  }

  /** A failed test tells what the server held. */
  @Override
  public void handleTestExecutionException(ExtensionContext context, Throwable failure)
      throws Throwable {
    FakeServer fake = server(context).fake();
    if (fake != null) {
      failure.addSuppressed(new ServerState(fake.describe()));
    }
    throw failure;
  }

  private static TestServer server(ExtensionContext context) {
    Annotated annotated = Annotated.find(context);
    FakeRedisTest settings = annotated.settings();
    ExtensionContext owner = context;
    if (settings.scope() == FakeRedisTest.Scope.CLASS) {
      owner = annotated.context();
    } else if (context.getTestMethod().isEmpty()) {
      throw new ExtensionConfigurationException(
          "what is static or belongs to the whole class needs"
              + " @FakeRedisTest(scope = Scope.CLASS)");
    }
    Store store = owner.getStore(NAMESPACE);
    return held(store, TestServer.class, () -> new Held(start(context, settings)), Held.class)
        .server();
  }

  private static <T> T held(Store store, Object key, Supplier<T> made, Class<T> type) {
    return Objects.requireNonNull(store.getOrComputeIfAbsent(key, k -> made.get(), type));
  }

  private static TestServer start(ExtensionContext context, FakeRedisTest settings) {
    String target = context.getConfigurationParameter(RealTarget.PROPERTY).orElse("");
    if (target.isEmpty()) {
      return TestServer.fake(settings);
    }
    Store root = context.getRoot().getStore(NAMESPACE);
    return held(root, RealTarget.class, () -> RealTarget.of(target), RealTarget.class).lend();
  }

  /** The class with the annotation, which may enclose the test's. */
  private record Annotated(FakeRedisTest settings, ExtensionContext context) {
    static Annotated find(ExtensionContext context) {
      for (ExtensionContext at = context; at != null; at = at.getParent().orElse(null)) {
        FakeRedisTest settings =
            at.getTestClass()
                .flatMap(type -> AnnotationSupport.findAnnotation(type, FakeRedisTest.class))
                .orElse(null);
        if (settings != null && at.getTestMethod().isEmpty()) {
          return new Annotated(settings, at);
        }
      }
      throw new ExtensionConfigurationException("@FakeRedis needs @FakeRedisTest on the class");
    }
  }

  /** What the store closes when the method or class is over. */
  private record Held(TestServer server) implements Store.CloseableResource, AutoCloseable {
    @Override
    public void close() {
      server.close();
    }
  }

  /** What the server held when the test failed. */
  private static final class ServerState extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ServerState(String state) {
      super(state, null, false, false);
    }
  }
}
