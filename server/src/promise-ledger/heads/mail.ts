import { createTransport } from 'nodemailer'
import type { Seal } from '../chain/line.ts'

/** Who gets a center's daily chain head by mail. `server` is an SMTP address with its user and password: `smtps://user:password@mail.example`. */
export interface HeadMail { server: string; from: string; to: readonly string[] }

const LIMIT_MS = 10_000
const LOOPBACK: ReadonlySet<string> = new Set(['127.0.0.1', '[::1]', 'localhost'])

/**
 * Mails the head of a sealed day to everyone in `to`. Rejects unless the mail server took it for all of them; sending it again is harmless:
 * the message has the same id. Without TLS nothing is sent, except to this machine.
 */
export async function mailHead({ server, from, to }: HeadMail, center: string, seal: Seal): Promise<void> {
  const transport = createTransport({
    url: server, requireTLS: !LOOPBACK.has(new URL(server).hostname), disableFileAccess: true, disableUrlAccess: true,
    connectionTimeout: LIMIT_MS, greetingTimeout: LIMIT_MS, socketTimeout: LIMIT_MS, dnsTimeout: LIMIT_MS,
  })
  try {
    const { rejected } = await transport.sendMail({
      from, to: [...to], subject: `Chain head of ${center}, ${seal.day}: ${seal.head.slice(0, 16)}`, text: textOf(center, seal),
      messageId: `<${seal.day}.${seal.head.slice(0, 32)}@${from.split('@').at(-1) ?? 'queuecast'}>`,
      headers: { 'Auto-Submitted': 'auto-generated' },
    })
    if (rejected.length > 0) throw new Error(`the mail server did not take it for ${rejected.length} of ${to.length} addresses`)
  } finally {
    transport.close()
  }
}

/** No line over 76 characters, so that none is broken on its way. */
const textOf = (center: string, { day, head, entries, first, last, previous }: Seal): string => `The promise ledger of ${center} was sealed for ${day} (UTC),
with ${entries} entries, numbers ${first} to ${last}.

Chain head:
${head}
Before it:
${previous}

Keep this message. It proves later that nothing of ${day} or of the
days before was changed:

  npm run ledger:verify -- DIR --head HEAD

where DIR holds the sealed days of this center, and HEAD is the chain head
above.
`
