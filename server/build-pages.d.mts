/** Writes the pages' scripts and styles into the folder. */
export function buildPages(directory: string): Promise<void>
