import { isAbsolute, join } from 'node:path'

/** Where the keys that a start made were written, as `require` takes it, from the folder the server was started in. */
export const keysFileOf = (dataDir: string): string => (isAbsolute(dataDir) ? join(dataDir, 'keys.json') : `./${join(dataDir, 'keys.json')}`)
