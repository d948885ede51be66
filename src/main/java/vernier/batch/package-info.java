/**
 * Folders of images, processed without anybody watching: what to do as a list of steps, reading, computing and writing at
 * the same time, a journal from which an interrupted run goes on, and a summary of what became of every file.
 */
package vernier.batch;
