/// What is known of people beside how they sign in: the standard claims (OIDC Core §5.1), and the attributes that the
/// configuration declares, each with what its values can be, who sees it and who changes it.
@NullMarked
package dev.cardea.attribute;

import org.jspecify.annotations.NullMarked;
