package io.tongbao.platform;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import jakarta.validation.constraints.Pattern;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Text that people read: any language and emoji, but no control characters (the database can't keep U+0000) and no
 * halves of a surrogate pair.
 */
@Documented
@Constraint(validatedBy = {})
@Pattern(regexp = PlainText.REGEXP, message = PlainText.MESSAGE)
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.RECORD_COMPONENT, ElementType.TYPE_USE})
@Retention(RetentionPolicy.RUNTIME)
public @interface PlainText {
    String REGEXP = "[^\\p{Cntrl}\\p{Cs}]*";
    String MESSAGE = "must not hold control characters";

    String message() default MESSAGE;

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};
}
