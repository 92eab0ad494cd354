package io.tongbao;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.TestConstructor;

/**
 * A test against the real server on its embedded PostgreSQL, in demo mode with a movable clock. All classes with this
 * annotation share one server, so each makes its own people and merchants ({@link World}) and never counts what others
 * made. Constructor parameters are beans; {@link World} is one of them.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(classes = Tongbao.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@ContextConfiguration(initializers = TestFolder.class)
@Import({MovableClock.Bean.class, QuickHashing.class, World.class, StumblingSubscriber.class})
@TestConstructor(autowireMode = TestConstructor.AutowireMode.ALL)
public @interface ServerTest {}
