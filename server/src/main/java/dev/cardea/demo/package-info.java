/// A small application that signs people in with Cardea, to try it out and to copy from: what a client written in
/// Java has to do (OpenID Connect Core §3.1, RFC 9700), with nothing but the JDK and the Nimbus SDK. It shares no code
/// with the server and talks to it as any other client does, over HTTP.
@NullMarked
package dev.cardea.demo;

import org.jspecify.annotations.NullMarked;
