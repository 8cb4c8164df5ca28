const base64url = (value: unknown): string => btoa(String.fromCharCode(...new TextEncoder().encode(JSON.stringify(value)))).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')

/** For tests: a token in the form of a contact token. Its signature is `signature`, so that a test server may judge it. */
export const exampleToken = (center: string, contact: string, signature = 'good'): string =>
  `${base64url({ alg: 'none' })}.${base64url({ center, sub: contact })}.${signature}`
