/**
 * An error for logs and reports: what kind and where in the code. Never its message, which may quote what was folded, and so
 * name a contact.
 */
export function failureOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error
  const frame = /^\s*at (.*)$/m.exec(error.stack ?? '')?.[1]
  return frame === undefined ? error.name : `${error.name} at ${frame.replace(/(file:\/\/)?\/[^ ()]*\/(?=[^/]+$)/, '')}`
}
