import { createHash } from 'node:crypto'

/** An AMI action as bytes. A value with a line end would smuggle in headers, so it is refused. */
export function encodeAction(name: string, actionId: string, fields: Readonly<Record<string, string>> = {}): string {
  const lines = Object.entries({ Action: name, ActionID: actionId, ...fields }).map(([header, value]) => {
    if (/[\r\n\0]/.test(value)) throw new RangeError(`the value of ${header} holds a line end`)
    return `${header}: ${value}\r\n`
  })
  return `${lines.join('')}\r\n`
}

/** What answers a challenge (`AuthType: MD5`): the secret itself does not travel. */
export const challengeKey = (challenge: string, secret: string): string =>
  createHash('md5').update(challenge, 'utf8').update(secret, 'utf8').digest('hex')
