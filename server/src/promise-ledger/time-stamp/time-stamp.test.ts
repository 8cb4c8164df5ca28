import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hasOpenssl, TestAuthority } from '../testing/test-authority.ts'
import { checkStamp } from './check-stamp.ts'
import { stampRequest } from './stamp-request.ts'

const HEAD = 'ab'.repeat(32)
const NONCE = '0123456789abcdef'

describe('a request for a time stamp', () => {
  it('takes nothing but a SHA-256 and a positive number', () => {
    expect(() => stampRequest('abc', NONCE)).toThrow('SHA-256')
    expect(() => stampRequest(HEAD, 'f'.repeat(16))).toThrow('nonce')
  })
})

describe.skipIf(!hasOpenssl)('a time stamp by openssl (left out where openssl is not installed)', () => {
  let folder = ''
  let rsa: TestAuthority
  let ec: TestAuthority
  let stamp: Buffer
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'queuecast-stamp-'))
    for (const name of ['rsa', 'ec']) await mkdir(join(folder, name))
    rsa = await TestAuthority.open(join(folder, 'rsa'))
    ec = await TestAuthority.open(join(folder, 'ec'), 'Other TSA', 'ec')
    stamp = await rsa.reply(stampRequest(HEAD, NONCE))
  }, 60_000)
  afterAll(async () => {
    await rsa?.close()
    await ec?.close()
    await rm(folder, { recursive: true, force: true })
  })

  it('[LE25] is taken where hash, signature and certificate are right, with RSA and with elliptic curves', async () => {
    const beforeMs = Date.now()
    const checked = await checkStamp(stamp, HEAD, await rsa.ca())
    expect(checked).toMatchObject({ ok: true, stamp: { authority: 'Test TSA', nonce: NONCE, trusted: true, serial: expect.stringMatching(/^[0-9a-f]+$/) as string } })
    expect(Math.abs((checked.ok ? checked.stamp.atMs : 0) - beforeMs)).toBeLessThan(120_000)
    expect(await checkStamp(await ec.reply(stampRequest(HEAD, NONCE)), HEAD, await ec.ca())).toMatchObject({ ok: true, stamp: { authority: 'Other TSA' } })
    // A bundle of several is searched.
    expect(await checkStamp(stamp, HEAD, `${await ec.ca()}${await rsa.ca()}`)).toMatchObject({ ok: true })
  })

  it('[LE25] without a trusted certificate says that the signature alone was checked', async () => {
    expect(await checkStamp(stamp, HEAD)).toMatchObject({ ok: true, stamp: { trusted: false } })
  })

  it('[LE25] is refused where it is of another hash, by another authority, or no answer at all', async () => {
    expect(await checkStamp(stamp, 'cd'.repeat(32), await rsa.ca())).toMatchObject({ ok: false, why: expect.stringContaining('it stamps abab') as string })
    expect(await checkStamp(stamp, HEAD, await ec.ca())).toMatchObject({ ok: false, why: expect.stringContaining('does not hold') as string })
    expect(await checkStamp(stamp, HEAD, 'no certificate')).toMatchObject({ ok: false, why: expect.stringContaining('no certificate') as string })
    expect(await checkStamp(Buffer.concat([stamp, Buffer.from([0])]), HEAD)).toMatchObject({ ok: false, why: expect.stringContaining('nothing after it') as string })
    expect(await checkStamp(new Uint8Array(0), HEAD)).toMatchObject({ ok: false })
    expect(await checkStamp(Buffer.from('<html>'), HEAD)).toMatchObject({ ok: false })
    // An authority that takes SHA-512 only, for instance, answers so.
    expect(await checkStamp(await rsa.reply(Buffer.from('no request')), HEAD)).toMatchObject({ ok: false, why: expect.stringContaining('the authority refused') as string })
  })

  it('[LE25] no byte of what was signed can be changed', async () => {
    const ca = await rsa.ca()
    const whole = await checkStamp(stamp, HEAD, ca)
    let refused = 0
    for (let at = 0; at < stamp.length; at += 61) {
      const changed = Buffer.from(stamp)
      changed[at] = (changed[at] ?? 0) ^ 1
      const checked = await checkStamp(changed, HEAD, ca)
      // Copies of other certificates lie in it unsigned; time, hash and authority never change.
      if (checked.ok) expect(checked).toEqual(whole)
      else refused += 1
    }
    expect(refused).toBeGreaterThan(stamp.length / 61 / 2)
  })
})
