import { X509Certificate } from 'node:crypto'
import type { CenterEntry } from './config-file-schema.ts'
import type { Fault } from './fault.ts'
import { revealSecret, type SecretReaders } from './key-notation.ts'

type LedgerEntry = NonNullable<CenterEntry['ledger']>

/** The ledger's entry with the secrets of the ways out of the house revealed and checked. A fault never repeats one. */
export function readLedger(ledger: LedgerEntry, path: string, readers: SecretReaders, faults: Fault[]): LedgerEntry {
  const read = { ...ledger }
  const reveal = (notation: string, at: string): string | undefined => {
    const revealed = revealSecret(notation, at, readers)
    if (revealed.ok) return revealed.text
    faults.push(revealed.fault)
    return undefined
  }
  const { head, headMail, headTimeStamp } = ledger
  const secret = head === undefined ? undefined : reveal(head.secret, `${path}.head.secret`)
  if (head !== undefined && secret !== undefined) read.head = { ...head, secret }

  const server = headMail === undefined ? undefined : reveal(headMail.server, `${path}.headMail.server`)
  if (headMail !== undefined && server !== undefined) {
    if (isSmtp(server)) read.headMail = { ...headMail, server }
    else faults.push({ path: `${path}.headMail.server`, problem: 'is no SMTP address', fix: 'write smtps://user:password@mail.example, in a file or a variable: file:PATH or env:NAME; percent-encode what is special in the password' })
  }

  const ca = headTimeStamp?.ca === undefined ? undefined : reveal(headTimeStamp.ca, `${path}.headTimeStamp.ca`)
  if (headTimeStamp !== undefined && ca !== undefined) {
    if (isCertificate(ca)) read.headTimeStamp = { ...headTimeStamp, ca }
    else faults.push({ path: `${path}.headTimeStamp.ca`, problem: 'holds no certificate', fix: 'give the authority\'s root as PEM, in a file: file:PATH' })
  }
  return read
}

function isSmtp(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { protocol, hostname } = new URL(text)
  return (protocol === 'smtp:' || protocol === 'smtps:') && hostname !== ''
}

function isCertificate(pem: string): boolean {
  try {
    return new X509Certificate(pem).raw.length > 0
  } catch {
    return false
  }
}
