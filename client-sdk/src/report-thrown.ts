/** The caller's code threw in a callback of ours: nobody else may suffer, and the error goes where uncaught errors go. */
export function reportThrown(error: unknown): void {
  if (typeof reportError === 'function') reportError(error)
  else queueMicrotask(() => { throw error })
}
