import { expect, it } from 'vitest'
import { challengeKey, encodeAction } from './action.ts'
import { connectionFault } from './dial.ts'
import { asteriskAmi } from './index.ts'

it('an action is headers and a blank line, and no value smuggles in another', () => {
  expect(encodeAction('QueueStatus', 'a-1', { Queue: 'Facturatie & Co' })).toBe('Action: QueueStatus\r\nActionID: a-1\r\nQueue: Facturatie & Co\r\n\r\n')
  expect(() => encodeAction('Login', 'a-1', { Secret: 'x\r\nAction: Originate' })).toThrow(/Secret holds a line end/)
})

it('the answer to a challenge is the MD5 of challenge and secret', () => {
  expect(challengeKey('840415273', 'foo')).toBe('d76cf0d6e314ae526258685a974507e9')
  expect(challengeKey('', '')).toBe('d41d8cd98f00b204e9800998ecf8427e')
})

it('faults of a connection say where to look', () => {
  const say = (code: string): string => connectionFault(Object.assign(new Error('x'), { code }), { name: 'p', source: 'asterisk-ami', host: 'pbx.example', tls: true })
  expect(say('ECONNREFUSED')).toMatch(/nothing listens at pbx.example:5039; check host and port, and that manager.conf has enabled=yes/)
  expect(say('ENOTFOUND')).toMatch(/the name pbx.example is not known here/)
  expect(say('CERT_HAS_EXPIRED')).toMatch(/has expired/)
  expect(say('EWHATEVER')).toMatch(/failed: x/)
})

it('what a feed of this kind needs is said field by field', () => {
  const check = (entry: object) => asteriskAmi.check({ name: 'p', source: 'asterisk-ami', ...entry }).map(({ field }) => field)
  expect(check({})).toEqual(['host', 'username', 'secret'])
  expect(check({ host: 'h', username: 'u', secret: 's', ca: 'x' })).toEqual(['ca'])
  expect(check({ host: 'h', username: 'u\r\nx', secret: 's' })).toEqual(['username'])
  expect(check({ host: 'h', username: 'u', secret: 's', tls: true, ca: 'x', servername: 'pbx' })).toEqual([])
})
