import { expect, it } from 'vitest'
import { createRememberedContacts } from './remembered-contacts.ts'

it('a contact is new once in its center, until two generations came after it', () => {
  const contacts = createRememberedContacts(3)
  expect(contacts.add('acme', 'c-1')).toBe(true)
  expect(contacts.add('acme', 'c-1')).toBe(false)
  expect(contacts.add('other', 'c-1')).toBe(true)
  expect(contacts.has('other', 'c-2')).toBe(false)
  contacts.add('acme', 'c-2')
  // The generation is full: those of it are still known, and stay so where they come again.
  expect([contacts.has('acme', 'c-1'), contacts.add('acme', 'c-1'), contacts.add('acme', 'c-1')]).toEqual([true, false, false])
  for (const contact of ['c-3', 'c-4', 'c-5', 'c-6']) contacts.add('acme', contact)
  expect([contacts.has('acme', 'c-1'), contacts.has('other', 'c-1')]).toEqual([true, false])
  contacts.add('acme', 'c-7')
  contacts.add('acme', 'c-8')
  expect(contacts.add('acme', 'c-1')).toBe(true)
})
