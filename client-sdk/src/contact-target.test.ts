import { expect, it } from 'vitest'
import { contactRoute, contactTarget, readTokenContact } from './contact-target.ts'
import { exampleToken } from './testing/example-token.ts'

it('reads center and contact from the token, in any alphabet', () => {
  expect(readTokenContact(exampleToken('acme', 'c-17'))).toEqual({ center: 'acme', contact: 'c-17' })
  expect(readTokenContact(exampleToken('acme', '~é>?ÿ'))).toEqual({ center: 'acme', contact: '~é>?ÿ' })
})

it('answers undefined to what is no token', () => {
  for (const token of ['', 'a', 'a.b.c', 'a.e30.c', `a.${btoa('null')}.c`, `a.${btoa('{"center":1,"sub":"x"}')}.c`, 'a.!!!.c']) expect(readTokenContact(token)).toBeUndefined()
})

it('keeps a prefix, encodes ids and takes a relative address in a page', () => {
  const target = contactTarget({ url: 'https://example.org/queue/', token: exampleToken('acme', 'SIP/7:x') })
  expect(contactRoute(target, 'told')).toBe('https://example.org/queue/v1/centers/acme/contacts/SIP%2F7%3Ax/told')
  expect(contactTarget({ url: '/q', token: 't', base: 'https://example.org/a/b' })).toMatchObject({ origin: 'https://example.org', prefix: '/q', contact: undefined })
})

it('names the option and the fix', () => {
  expect(() => contactTarget({ url: 'https://x', token: ' ' })).toThrow(/`token` is empty; pass/)
  expect(() => contactTarget({ url: 'nowhere', token: 't' })).toThrow(/`url` is not an address \("nowhere"\); pass/)
  expect(() => contactTarget({ url: 'ftp://x', token: 't' })).toThrow(/`url` must be http or https/)
  expect(() => contactTarget({ url: 'https://x', token: 't', lang: 'nl\r\nX: y' })).toThrow(/`lang` is not a language tag/)
})
