/// The userinfo endpoint (OIDC Core §5.3).
@NullMarked
package dev.cardea.userinfo;

import org.jspecify.annotations.NullMarked;
