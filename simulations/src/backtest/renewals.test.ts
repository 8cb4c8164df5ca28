import { expect, it } from 'vitest'
import { Renewals } from './renewals.ts'

it('names each contact at each full period from its start, in order, until it stops', () => {
  const renewals = new Renewals()
  renewals.start('a', 0, 30)
  renewals.start('b', 10, 30)
  renewals.start('slow', 10, 100)
  expect([...renewals.take(29)]).toEqual([])
  expect([...renewals.take(70)].map(({ contact, atMs }) => `${contact} ${atMs}`)).toEqual(['a 30', 'b 40', 'a 60', 'b 70'])
  renewals.stop('a')
  expect([...renewals.take(110)].map(({ contact, atMs }) => `${contact} ${atMs}`)).toEqual(['b 100', 'slow 110'])
  renewals.start('a', 115, 30)
  expect([...renewals.take(145)].map(({ contact, atMs }) => `${contact} ${atMs}`)).toEqual(['b 130', 'a 145'])
})
