/** Vernier from a shell: arguments in, the capability called, a file and an exit code out. */
package vernier.cli;
