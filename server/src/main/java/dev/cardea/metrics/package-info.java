@org.jspecify.annotations.NullMarked
package dev.cardea.metrics;
