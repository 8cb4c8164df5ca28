import { execFile, spawnSync } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** Whether this machine has what plays the authority. */
export const hasOpenssl = spawnSync('openssl', ['version']).status === 0

const CONFIG = `
[tsa]
default_tsa = one
[one]
serial = serial
crypto_device = builtin
signer_cert = tsa.pem
signer_key = tsa.key
certs = ca.pem
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
ordering = yes
tsa_name = yes
ess_cert_id_chain = no
ess_cert_id_alg = sha256
[req]
distinguished_name = name
prompt = no
[name]
CN = unused
[ca]
basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign,cRLSign
[stamping]
basicConstraints = critical,CA:FALSE
keyUsage = critical,digitalSignature
extendedKeyUsage = critical,timeStamping
`
const KEYS = { rsa: ['-newkey', 'rsa:2048'], ec: ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1'] } as const

/** What the authority does with a request: its work, answer with a status of HTTP, or send these bytes. */
export type Manner = 'stamp' | number | Uint8Array

/** A time-stamping authority with a certificate of its own, played by openssl behind a local HTTP server. */
export class TestAuthority {
  manner: Manner = 'stamp'
  asked = 0
  lastType: string | undefined
  #folder: string
  #server: Server

  private constructor(folder: string, server: Server) {
    this.#folder = folder
    this.#server = server
  }

  static async open(folder: string, name = 'Test TSA', key: keyof typeof KEYS = 'rsa'): Promise<TestAuthority> {
    const openssl = (...args: string[]) => run('openssl', args, { cwd: folder })
    await writeFile(join(folder, 'tsa.cnf'), CONFIG)
    await writeFile(join(folder, 'serial'), '01\n')
    await openssl('req', '-x509', ...KEYS[key], '-nodes', '-keyout', 'ca.key', '-out', 'ca.pem', '-days', '3', '-subj', `/CN=CA of ${name}`, '-config', 'tsa.cnf', '-extensions', 'ca')
    await openssl('req', ...KEYS[key], '-nodes', '-keyout', 'tsa.key', '-out', 'tsa.csr', '-subj', `/CN=${name}`, '-config', 'tsa.cnf')
    await openssl('x509', '-req', '-in', 'tsa.csr', '-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-out', 'tsa.pem', '-days', '2', '-extfile', 'tsa.cnf', '-extensions', 'stamping')
    const server = createServer()
    const authority = new TestAuthority(folder, server)
    server.on('request', (request, response) => {
      const parts: Buffer[] = []
      request.on('data', (part: Buffer) => parts.push(part))
      request.on('end', () => {
        authority.lastType = request.headers['content-type']
        authority.#answer(Buffer.concat(parts)).then(
          (answer) => (typeof answer === 'number' ? response.writeHead(answer).end() : response.writeHead(200, { 'content-type': 'application/timestamp-reply' }).end(answer)),
          (error: unknown) => response.writeHead(500).end(String(error)),
        )
      })
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    return authority
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/`
  }

  ca(): Promise<string> {
    return readFile(join(this.#folder, 'ca.pem'), 'utf8')
  }

  /** The answer to a request, as a file of DER. */
  async reply(query: Uint8Array): Promise<Buffer> {
    await writeFile(join(this.#folder, 'query.tsq'), query)
    await run('openssl', ['ts', '-reply', '-config', 'tsa.cnf', '-queryfile', 'query.tsq', '-out', 'reply.tsr'], { cwd: this.#folder })
    return readFile(join(this.#folder, 'reply.tsr'))
  }

  /** What openssl itself says of a stamp: resolves where it holds. */
  async verifies(file: string, digest: string): Promise<void> {
    await run('openssl', ['ts', '-verify', '-digest', digest, '-in', file, '-CAfile', 'ca.pem'], { cwd: this.#folder })
  }

  close(): Promise<void> {
    this.#server.closeAllConnections()
    return new Promise((resolve) => this.#server.close(() => resolve()))
  }

  async #answer(query: Buffer): Promise<Uint8Array | number> {
    this.asked += 1
    const { manner } = this
    return manner === 'stamp' ? this.reply(query) : manner
  }
}
