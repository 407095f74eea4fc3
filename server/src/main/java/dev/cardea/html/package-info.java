/// Pages for people, rendered from typed templates. The only package that sees the template engine.
@NullMarked
package dev.cardea.html;

import org.jspecify.annotations.NullMarked;
