package io.fakeredis.junit;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
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
    implements BeforeEachCallback, ParameterResolver, TestExecutionExceptionHandler {
  private static final Namespace NAMESPACE = Namespace.create(FakeRedisExtension.class);

  @Override
  public void beforeEach(ExtensionContext context) throws IllegalAccessException {
    TestServer server = server(context);
    Object test = context.getRequiredTestInstance();
    for (Field field :
        ReflectionSupport.findFields(
            test.getClass(),
            candidate -> candidate.isAnnotationPresent(FakeRedis.class),
            HierarchyTraversalMode.TOP_DOWN)) {
      if (Modifier.isStatic(field.getModifiers()) || Modifier.isFinal(field.getModifiers())) {
        throw new ExtensionConfigurationException(
            "@FakeRedis field " + field + " must be neither static nor final");
      }
      field.setAccessible(true);
      field.set(test, Injection.make(field.getType(), server));
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

  /** A failed test tells what the server held. */
  @Override
  public void handleTestExecutionException(ExtensionContext context, Throwable failure)
      throws Throwable {
    var fake = server(context).fake();
    if (fake != null) {
      failure.addSuppressed(new ServerState(fake.describe()));
    }
    throw failure;
  }

  private static TestServer server(ExtensionContext context) {
    FakeRedisTest settings = settings(context);
    Store store = store(context, settings);
    return held(store, TestServer.class, () -> new Held(start(context, settings)), Held.class)
        .server();
  }

  private static <T> T held(Store store, Object key, Supplier<T> made, Class<T> type) {
    return Objects.requireNonNull(store.getOrComputeIfAbsent(key, k -> made.get(), type));
  }

  private static FakeRedisTest settings(ExtensionContext context) {
    return AnnotationSupport.findAnnotation(context.getRequiredTestClass(), FakeRedisTest.class)
        .orElseThrow(
            () ->
                new ExtensionConfigurationException(
                    "@FakeRedis needs @FakeRedisTest on the class"));
  }

  /** The method's store, or the one of its class. */
  private static Store store(ExtensionContext context, FakeRedisTest settings) {
    ExtensionContext owner = context;
    while (settings.scope() == FakeRedisTest.Scope.CLASS && owner.getTestMethod().isPresent()) {
      owner = owner.getParent().orElseThrow();
    }
    return owner.getStore(NAMESPACE);
  }

  private static TestServer start(ExtensionContext context, FakeRedisTest settings) {
    @Nullable String target = System.getProperty(RealTarget.PROPERTY);
    if (target == null || target.isEmpty()) {
      return TestServer.fake(settings);
    }
    Store root = context.getRoot().getStore(NAMESPACE);
    RealTarget real = held(root, RealTarget.class, () -> RealTarget.of(target), RealTarget.class);
    real.flush();
    return TestServer.real(real.uri());
  }

  /** What the store closes when the method or class is over. */
  private record Held(TestServer server) implements AutoCloseable {
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
