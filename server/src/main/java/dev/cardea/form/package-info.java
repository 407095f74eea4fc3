/// What the pages with one form have in common, and the same questions asked as JSON.
@NullMarked
package dev.cardea.form;

import org.jspecify.annotations.NullMarked;
