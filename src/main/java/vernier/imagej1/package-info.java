/**
 * The capabilities in ImageJ 1: plugins for {@code plugins.config}, dialogs, macro options, recording. What the SciJava
 * commands of {@code vernier.command} share with these plugins is public here; nothing here needs SciJava, since plain
 * ImageJ has none.
 */
package vernier.imagej1;
