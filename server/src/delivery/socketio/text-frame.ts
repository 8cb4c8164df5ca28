const FINAL_TEXT = '\x81'
const BEYOND_ASCII = /[\u0080-\uffff]/g

/** JSON in ASCII alone (others as \uXXXX), so that characters are bytes. */
export function asciiJson(value: unknown): string {
  const json = JSON.stringify(value)
  // Nearly all is ASCII already, and counting bytes is quicker than looking for what is not.
  if (Buffer.byteLength(json) === json.length) return json
  return json.replace(BEYOND_ASCII, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

/** The WebSocket frame (RFC 6455, unmasked, whole) of a text in ASCII, as a string to be written as latin1: one byte a character. */
export function textFrame(text: string): string {
  return FINAL_TEXT + lengthBytes(text.length) + text
}

/**
 * The WebSocket frame of a Socket.IO event (protocol 5, in an Engine.IO 4 message), as a string to be written as latin1.
 * `namespace` and `event` are names of ours: letters alone.
 */
export function eventFrame(namespace: string, event: string, payload: unknown): string {
  return textFrame(`42${namespace},["${event}",${asciiJson(payload)}]`)
}

function lengthBytes(length: number): string {
  if (length < 126) return String.fromCharCode(length)
  if (length < 65_536) return String.fromCharCode(126, length >> 8, length & 255)
  return String.fromCharCode(127, 0, 0, 0, 0, (length >>> 24) & 255, (length >> 16) & 255, (length >> 8) & 255, length & 255)
}
