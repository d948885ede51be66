/**
 * The capabilities as SciJava commands: parameters in, capability called, result out. They behave in macros as the plain
 * ImageJ plugins of {@code vernier.imagej1} do.
 */
package vernier.command;
